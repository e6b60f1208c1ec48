/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { MoreOfColumn, MoreOfTable } from './table_types.ts'

/*
 * What Lucid does not say of a table: what an enum may be, the digits of decimals, and which columns are unique.
 */

type Facts = (client: QueryClientContract, table: string) => Promise<MoreOfTable>

/** By the names that Lucid has for dialects. */
export const DIALECT_FACTS: Readonly<Record<string, Facts>> = {
  'sqlite3': sqlite,
  'better-sqlite3': sqlite,
  'libsql': sqlite,
  'postgres': postgres,
  'mysql': mysql,
}

/** The texts of a list of SQL: `'draft', 'sold'`. */
export function textsOf(list: string): string[] {
  return [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, text]) => text!.replaceAll("''", "'"))
}

/** Choices of the columns of `check (status in ('draft', 'sold'))`, as each database writes it. */
export function choicesOf(definition: string): [column: string, choices: string[]][] {
  const lists = [
    /check\s*\(\s*[`"[]?(\w+)[`"\]]?\s+in\s*\(([^)]*)\)/gi,
    /\(\(?"?(\w+)"?\)?(?:::[a-z ]+)? = ANY \(\(?ARRAY\[([^\]]*)\]/g,
  ]
  return lists
    .flatMap((list) => [...definition.matchAll(list)])
    .map(([, column, list]): [string, string[]] => [column!, textsOf(list!)])
    .filter(([, choices]) => choices.length > 0)
}

async function sqlite(client: QueryClientContract, table: string): Promise<MoreOfTable> {
  const columns = new Map<string, MoreOfColumn>()
  const rows = (await client.rawQuery('select name, type from pragma_table_info(?)', [table])) as {
    name: string
    type: string
  }[]
  for (const { name, type } of rows) {
    const bare = type.toLowerCase()
    const digits = /^(?:decimal|numeric)\s*\((\d+)\s*,\s*(\d+)\)/.exec(bare)
    const isSized = /^(tinyint|char)\(/.test(bare)
    columns.set(name, {
      ...(isSized && { type: bare }),
      ...(digits && { precision: Number(digits[1]), scale: Number(digits[2]) }),
    })
  }
  const [{ sql } = { sql: '' }] = (await client.rawQuery(
    'select sql from sqlite_master where name = ?',
    [table]
  )) as { sql: string }[]
  for (const [column, choices] of choicesOf(sql)) columns.set(column, { choices })
  const unique: string[][] = []
  const indexes = (await client.rawQuery(
    `select name from pragma_index_list(?) where "unique" = 1 and origin <> 'pk' and partial = 0`,
    [table]
  )) as { name: string }[]
  for (const { name } of indexes) {
    const parts = (await client.rawQuery('select name from pragma_index_info(?) order by seqno', [
      name,
    ])) as { name: string | null }[]
    // An expression has no name
    if (parts.every((part) => part.name !== null)) unique.push(parts.map((part) => part.name!))
  }
  return { columns, unique }
}

interface PostgresColumn {
  name: string
  precision: number | null
  scale: number | null
  generated: string
  udt: string
}

async function postgres(client: QueryClientContract, table: string): Promise<MoreOfTable> {
  const ask = async <Row>(sql: string): Promise<Row[]> =>
    ((await client.rawQuery(sql, [table])) as { rows: Row[] }).rows
  const columns = new Map<string, MoreOfColumn>()
  const known = await ask<PostgresColumn>(
    `select column_name as name, numeric_precision as precision, numeric_scale as scale,
       is_generated as generated, udt_name as udt
     from information_schema.columns where table_name = ? and table_schema = current_schema()`
  )
  const labels = await ask<{ name: string; label: string }>(
    `select a.attname as name, e.enumlabel as label from pg_enum e
     join pg_attribute a on a.atttypid = e.enumtypid
     where a.attrelid = quote_ident(?)::regclass order by e.enumsortorder`
  )
  for (const { name, precision, scale, generated, udt } of known) {
    const choices = labels.filter((each) => each.name === name).map(({ label }) => label)
    columns.set(name, {
      precision,
      scale,
      isGenerated: generated === 'ALWAYS',
      ...(udt === 'citext' && { type: udt }),
      ...(choices.length > 0 && { choices }),
    })
  }
  const checks = await ask<{ definition: string }>(
    `select pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'c' and conrelid = quote_ident(?)::regclass`
  )
  for (const [column, choices] of checks.flatMap(({ definition }) => choicesOf(definition))) {
    columns.set(column, { ...columns.get(column), choices })
  }
  const indexes = await ask<{ names: string[] }>(
    `select array_agg(a.attname::text order by a.attnum) as names from pg_index i
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
     where i.indrelid = quote_ident(?)::regclass and i.indisunique and not i.indisprimary
       and i.indpred is null and i.indexprs is null
     group by i.indexrelid`
  )
  return { columns, unique: indexes.map(({ names }) => names) }
}

interface MysqlColumn {
  name: string
  type: string
  precision: number | null
  scale: number | null
  extra: string
}

async function mysql(client: QueryClientContract, table: string): Promise<MoreOfTable> {
  const ask = async <Row>(sql: string): Promise<Row[]> =>
    ((await client.rawQuery(sql, [table])) as [Row[]])[0]
  const columns = new Map<string, MoreOfColumn>()
  const known = await ask<MysqlColumn>(
    `select column_name as name, column_type as type, numeric_precision as \`precision\`,
       numeric_scale as scale, extra as extra
     from information_schema.columns where table_schema = database() and table_name = ?`
  )
  for (const { name, type, precision, scale, extra } of known) {
    const bare = type.toLowerCase()
    columns.set(name, {
      precision,
      scale,
      isUnsigned: bare.includes('unsigned'),
      isGenerated: /(virtual|stored|persistent) generated|^(virtual|persistent)/i.test(extra),
      ...(bare.startsWith('enum(') && { choices: textsOf(type) }),
      ...(/^(tinyint|char)\(/.test(bare) && { type: bare.replace(' unsigned', '') }),
    })
  }
  for (const column of await jsonOfMariaDb(client, table)) {
    columns.set(column, { ...columns.get(column), isJson: true })
  }
  const parts = await ask<{ index: string; name: string | null }>(
    `select index_name as \`index\`, column_name as name from information_schema.statistics
     where table_schema = database() and table_name = ? and non_unique = 0
       and index_name <> 'PRIMARY' order by index_name, seq_in_index`
  )
  const indexes = Map.groupBy(parts, ({ index }) => index)
  const unique = [...indexes.values()]
    .filter((names) => names.every(({ name }) => name !== null))
    .map((names) => names.map(({ name }) => name!))
  return { columns, unique }
}

/** MariaDB has JSON as a text with a check. */
async function jsonOfMariaDb(client: QueryClientContract, table: string): Promise<string[]> {
  const [[{ version }]] = (await client.rawQuery('select version() as version')) as [
    [{ version: string }],
  ]
  if (!/mariadb/i.test(version)) return []
  const [checks] = (await client.rawQuery(
    `select check_clause as clause from information_schema.check_constraints
     where constraint_schema = database() and table_name = ?`,
    [table]
  )) as [{ clause: string }[]]
  return checks.flatMap(({ clause }) => /^json_valid\(`(\w+)`\)$/i.exec(clause)?.[1] ?? [])
}
