/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { DIALECT_FACTS } from './dialects.ts'
import type { ColumnKind, MoreOfColumn, Table, TableColumn } from './table_types.ts'

const KINDS: [kind: ColumnKind, types: RegExp][] = [
  ['boolean', /^(bool|boolean|tinyint\(1\))$/],
  ['integer', /^(tiny|small|medium|big)?int(eger)?\d?(\(\d+\))?( unsigned)?$|^(small|big)?serial$/],
  ['decimal', /^(decimal|numeric|money)\b/],
  ['float', /^(float\d?|double( precision)?|real)\b/],
  ['uuid', /^(uuid|uniqueidentifier|char\(36\))$/],
  ['longText', /^((tiny|medium|long)?text|clob|ntext|citext)$/],
  ['text', /^(n?(var)?char|character( varying)?)\b/],
  ['dateTime', /^(datetime|timestamp)\b/],
  ['date', /^date$/],
  ['time', /^time\b/],
  ['json', /^jsonb?$/],
  ['binary', /^((tiny|medium|long)?blob|bytea|(var)?binary)\b/],
  ['enum', /^enum\b/],
]

/** Bytes of the integers of databases. Those of SQLite have eight, whatever they are called. */
const BYTES: [types: RegExp, bytes: number][] = [
  [/^tinyint/, 1],
  [/^(smallint|int2|smallserial)/, 2],
  [/^mediumint/, 3],
  [/^(bigint|int8|bigserial)/, 8],
  [/^/, 4],
]

/**
 * Reads a table by Lucid, and what the dialect knows besides.
 *
 * @returns undefined when there is none of that name
 */
export async function readTable(
  client: QueryClientContract,
  name: string
): Promise<Table | undefined> {
  const columns = (await client.columnsInfo(name)) as Record<string, LucidColumn>
  if (Object.keys(columns).length === 0) return undefined
  const { name: dialect } = client.dialect
  const facts = DIALECT_FACTS[dialect]
  const { columns: more, unique } = facts
    ? await facts(client, name)
    : { columns: new Map<string, MoreOfColumn>(), unique: [] }
  return {
    name,
    unique,
    columns: new Map(
      Object.entries(columns).map(([column, info]) => [
        column,
        columnOf(column, info, more.get(column) ?? {}),
      ])
    ),
  }
}

/** What Lucid says of a column. */
interface LucidColumn {
  type: string
  maxLength: number | string | null
  nullable: boolean
  defaultValue: unknown
}

function columnOf(name: string, info: LucidColumn, more: MoreOfColumn): TableColumn {
  const length = info.maxLength ? Number(info.maxLength) : undefined
  const bare = info.type.toLowerCase().trim()
  const type = more.type ?? (length === 36 && bare === 'char' ? 'char(36)' : bare)
  const kind = kindOf(type, more)
  const column: TableColumn = {
    name,
    type,
    kind,
    isNullable: info.nullable,
    hasDefault: info.defaultValue !== null && info.defaultValue !== undefined,
    isGenerated: more.isGenerated === true,
  }
  if (kind === 'text' && length !== undefined) column.maxLength = length
  if (kind === 'integer') column.range = rangeOf(type, more.isUnsigned === true)
  if (kind === 'enum' && more.choices) column.choices = more.choices
  const { precision, scale } = more
  if (kind === 'decimal' && precision && scale !== null && scale !== undefined) {
    column.digits = [precision - scale, scale]
  }
  return column
}

function kindOf(type: string, { choices, isJson }: MoreOfColumn): ColumnKind {
  if (choices && choices.length > 0) return 'enum'
  if (isJson) return 'json'
  return KINDS.find(([, types]) => types.test(type))?.[0] ?? 'unknown'
}

function rangeOf(type: string, isUnsigned: boolean): readonly [number, number] {
  const [, bytes] = BYTES.find(([types]) => types.test(type))!
  const most = 2 ** (bytes * 8 - (isUnsigned ? 0 : 1)) - 1
  const max = Math.min(most, Number.MAX_SAFE_INTEGER)
  return [isUnsigned ? 0 : Math.max(-most - 1, Number.MIN_SAFE_INTEGER), max]
}
