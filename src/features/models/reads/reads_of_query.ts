/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { asId, isMysql, tableOf } from '../capture/main.ts'
import type { KnexBuilder, KnexQuery } from '../capture/main.ts'
import { readTables } from '../sql/main.ts'
import { readClauses } from './clauses.ts'
import { keyText, opaqueRead } from './read.ts'
import type { Read } from './read.ts'

const SELECTS = new Set(['select', 'first', 'pluck'])

/** Texts of SQL that read rows. */
const READING = /^[\s(]*(select|with|table|values|call|exec|execute)\b/i

type Row = Record<string, unknown>

/** The keys of rows; undefined where a row has none. */
function shownIn(response: unknown, key: string): Set<string> | undefined {
  const rows: unknown[] = Array.isArray(response)
    ? response
    : response === undefined
      ? []
      : [response]
  const shown = new Set<string>()
  for (const row of rows) {
    const id = typeof row === 'object' && row !== null ? asId((row as Row)[key]) : undefined
    if (id === undefined) return undefined
    shown.add(keyText(id))
  }
  return shown
}

function opaqueReads(connection: string, { sql }: KnexQuery, builder: KnexBuilder): Read[] {
  return readTables(sql, isMysql(builder.client)).map((table) => opaqueRead(connection, table))
}

/**
 * What a query that went well has read, table by table. Nothing for those that do not read.
 *
 * @param response - what the query has resolved to
 * @param keyOf - the primary key of a table
 */
export function readsOf(
  connection: string,
  query: KnexQuery,
  builder: KnexBuilder,
  response: unknown,
  keyOf: (table: string) => string
): Read[] {
  const statements = builder._statements
  if (statements === undefined) {
    return READING.test(query.sql) ? opaqueReads(connection, query, builder) : []
  }
  if (query.method === undefined || !SELECTS.has(query.method)) return []
  const table = tableOf(builder)
  const hasOthers = statements.some(({ grouping }) => ['join', 'union', 'with'].includes(grouping))
  if (table === undefined || hasOthers) return opaqueReads(connection, query, builder)

  const clauses = readClauses(statements, builder.client)
  // What is in it may read other tables, or the same one again
  if (!clauses.isPlain) return opaqueReads(connection, query, builder)
  const single = builder._single ?? {}
  const key = keyOf(table)
  const hasKeys = query.method !== 'pluck' && !clauses.isGrouped && !clauses.aliases.includes(key)
  return [
    {
      connection,
      table,
      source: sourceOf(single.table),
      key,
      columns: clauses.columns,
      deciding: clauses.deciding,
      conditions: single.schema === undefined ? clauses.conditions : [],
      shown: hasKeys ? shownIn(response, key) : undefined,
      isFirst: !clauses.isGrouped && !single.offset,
    },
  ]
}

/** The name of a table as it stands in a query, without its alias. */
function sourceOf(table: unknown): string {
  const name = typeof table === 'string' ? table : String(Object.values(table as object)[0])
  return name.trim().split(/\s+as\s+/i, 1)[0]
}
