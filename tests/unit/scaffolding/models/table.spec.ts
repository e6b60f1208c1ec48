/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { test } from '@japa/runner'
import { readTable } from '../../../../src/scaffolding/models/table.ts'
import { DIALECTS, freshDatabase, lucid } from '../../../helpers/models/databases.ts'

for (const [dialect, tags] of DIALECTS) {
  test.group(`A table of ${dialect}`, (group) => {
    let db: Database

    group.tap((each) => each.tags(tags))
    group.setup(async () => {
      const { config, remove } = await freshDatabase(dialect)
      db = lucid({ test: config })
      const schema = () => db.connection().schema
      await schema().createTable('makers', (table) => {
        table.increments('id')
      })
      await schema().createTable('things', (table) => {
        table.increments('id')
        table.integer('maker_id').unsigned().notNullable().references('makers.id')
        table.string('name', 60).notNullable()
        table.string('code', 8).notNullable().unique()
        table.text('about')
        table.decimal('price', 8, 2).notNullable()
        table.float('weight')
        table.integer('stock').notNullable().defaultTo(0)
        table.smallint('rank')
        table.boolean('is_active').notNullable().defaultTo(true)
        table.date('released_on')
        table.dateTime('sold_at')
        table.time('opens_at')
        table.enum('status', ['draft', 'on_sale', 'sold-out']).notNullable()
        table.uuid('serial')
        table.json('details')
        table.binary('picture')
        table.unique(['maker_id', 'name'])
      })
      return async () => {
        await db.manager.closeAll()
        await remove()
      }
    })

    test('has the kinds of its columns, and what they may hold', async ({ assert }) => {
      const table = await readTable(db.connection(), 'things')
      const kinds = [...table!.columns.values()].map(({ name, kind }) => [name, kind])
      assert.deepEqual(Object.fromEntries(kinds), {
        id: 'integer',
        maker_id: 'integer',
        name: 'text',
        code: 'text',
        about: 'longText',
        price: dialect === 'sqlite' ? 'float' : 'decimal',
        weight: 'float',
        stock: 'integer',
        rank: 'integer',
        is_active: 'boolean',
        released_on: 'date',
        sold_at: 'dateTime',
        opens_at: 'time',
        status: 'enum',
        serial: 'uuid',
        details: 'json',
        picture: 'binary',
      })
      const column = (name: string) => table!.columns.get(name)!
      assert.equal(column('name').maxLength, 60)
      assert.deepEqual(column('status').choices, ['draft', 'on_sale', 'sold-out'])
      if (dialect !== 'sqlite') assert.deepEqual(column('price').digits, [6, 2])
      assert.isTrue(column('about').isNullable)
      assert.isFalse(column('name').isNullable)
      assert.isTrue(column('stock').hasDefault)
      assert.isFalse(column('name').hasDefault)
      const [min, max] = column('maker_id').range!
      assert.isAtLeast(max, 2 ** 31 - 1)
      if (dialect === 'mysql') assert.equal(min, 0)
    })

    test('has its unique indexes, without that of the key', async ({ assert }) => {
      const { unique } = (await readTable(db.connection(), 'things'))!
      assert.sameDeepMembers([...unique], [['code'], ['maker_id', 'name']])
    })

    test('that is not there is none', async ({ assert }) => {
      assert.isUndefined(await readTable(db.connection(), 'nothing'))
    })
  })
}
