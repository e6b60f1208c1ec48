/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { readTables, writtenTables } from '../../../../../src/features/models/sql/main.ts'

/** As `table operation`. */
function written(sql: string, isMysql = false): string[] {
  return writtenTables(sql, isMysql).map(({ table, operation }) => `${table} ${operation}`)
}

test.group('Tables of a text of SQL | written', () => {
  test('{sql}')
    .with([
      { sql: 'insert into Products (id) values (1)', tables: ['products insert'] },
      { sql: 'INSERT INTO "public"."products" default values', tables: ['products insert'] },
      { sql: 'insert or replace into products values (1)', tables: ['products any'] },
      { sql: 'insert into a values (1) on conflict do update set b = 1', tables: ['a any'] },
      { sql: 'replace into products values (1)', tables: ['products any'] },
      { sql: 'update only products as p set a = 1 from tags', tables: ['products update'] },
      { sql: 'update [products] set a = 1', tables: ['products update'] },
      { sql: 'delete from products using tags where 1 = 1', tables: ['products delete'] },
      { sql: 'truncate table products, tags', tables: ['products delete', 'tags delete'] },
      { sql: 'truncate products cascade', tables: ['* any'] },
      { sql: 'merge into products using tags on 1 = 1', tables: ['products any'] },
      {
        sql: 'with a as (delete from tags returning *) insert into products select * from a',
        tables: ['tags delete', 'products insert'],
      },
      {
        sql: 'select 1; delete from tags; update products set a = 1',
        tables: ['tags delete', 'products update'],
      },
      { sql: 'explain analyze delete from tags', tables: ['tags delete'] },
      { sql: 'copy products (id) from stdin', tables: ['products insert'] },
      { sql: 'copy products to stdout', tables: [] },
      { sql: 'drop table if exists products, tags', tables: ['products any', 'tags any'] },
      { sql: 'alter table only products add column a int', tables: ['products any'] },
      { sql: 'drop index a', tables: [] },
      { sql: 'drop schema a cascade', tables: ['* any'] },
      {
        sql: 'create table products (id int references tags on delete cascade on update cascade)',
        tables: [],
      },
      { sql: 'select * from products for update', tables: [] },
      { sql: 'select * from products for no key update', tables: [] },
      {
        sql: "select 'delete from tags', replace('a', 'b', 'c') -- update products set a = 1",
        tables: [],
      },
      { sql: 'select 1 /* delete from /* a */ tags */', tables: [] },
      { sql: "select e'it\\'s; delete from tags'", tables: [] },
      { sql: 'select $x$ delete from tags $x$', tables: [] },
      { sql: 'call empty_all()', tables: ['* any'] },
      { sql: 'do $$ begin delete from tags; end $$', tables: ['* any'] },
      { sql: 'refresh materialized view a', tables: ['* any'] },
      { sql: 'frobnicate products', tables: ['* any'] },
      { sql: '(select 1) union (select 2)', tables: [] },
      { sql: 'begin', tables: [] },
      { sql: 'pragma foreign_keys', tables: [] },
      { sql: '', tables: [] },
    ])
    .run(({ assert }, { sql, tables }) => assert.deepEqual(written(sql), tables))

  test('MySQL: {sql}')
    .with([
      {
        sql: 'update `a`.`products` p join tags t on t.id = p.id set p.a = 1',
        tables: ['products update', 'tags update'],
      },
      { sql: 'update products, tags set a = 1', tables: ['products update', 'tags update'] },
      {
        sql: 'delete products, tags from products join tags',
        tables: ['products delete', 'tags delete'],
      },
      { sql: 'insert ignore products values (1)', tables: ['products insert'] },
      {
        sql: 'insert into products values (1) on duplicate key update a = 2',
        tables: ['products any'],
      },
      { sql: 'load data infile "a" replace into table products', tables: ['products any'] },
      { sql: "select 'it\\'s; delete from tags'", tables: [] },
      { sql: 'select 1 # delete from tags', tables: [] },
      { sql: '/*!40000 delete from tags */', tables: ['tags delete'] },
      { sql: 'select 1 /* a /* */; delete from tags', tables: ['tags delete'] },
    ])
    .run(({ assert }, { sql, tables }) => assert.deepEqual(written(sql, true), tables))
})

test.group('Tables of a text of SQL | read', () => {
  test('{sql}')
    .with([
      { sql: 'select * from "products" as p where a = 1', tables: ['products'] },
      { sql: 'select * from a, b as x, public.c y where d = 1', tables: ['a', 'b', 'c'] },
      { sql: 'select * from a left join b on a.id = b.id, c', tables: ['a', 'b', 'c'] },
      {
        sql: 'select * from a where exists (select 1 from b where b.id in (1, 2))',
        tables: ['a', 'b'],
      },
      { sql: 'select * from (select * from a, b) as x, c', tables: ['a', 'b', 'c'] },
      {
        sql: 'select * from (a cross join b), lateral (select 1 from c) x',
        tables: ['a', 'b', 'c'],
      },
      { sql: 'select f(a, b), (select 1 from c) from d order by 1, 2', tables: ['c', 'd'] },
      { sql: 'select a from b union select c from d', tables: ['b', 'd'] },
      { sql: 'select now()', tables: ['*'] },
    ])
    .run(({ assert }, { sql, tables }) => assert.deepEqual(readTables(sql, false), tables))
})
