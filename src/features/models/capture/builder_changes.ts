/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { EVERY_TABLE, columnName, tableName, writtenTables } from '../sql/main.ts'
import type { Change, Id } from './change.ts'
import { isMysql } from './knex.ts'
import type { KnexBuilder, KnexQuery, KnexSingle } from './knex.ts'
import { asId, asIds, idsOfWheres } from './where_ids.ts'

/** What is known of a connection and its tables. */
export interface Surroundings {
  connection: string
  /** The primary key of a table. */
  keyOf(table: string): string
}

const READS = new Set(['select', 'first', 'pluck', 'columnInfo'])

type Row = Record<string, unknown>

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null
}

/** The name of the only table of a query; undefined where it has several or a text for a name. */
export function tableOf(builder: KnexBuilder): string | undefined {
  const table = builder._single?.table
  if (typeof table === 'string') return tableName(table)
  if (!isRow(table) || typeof table.toSQL === 'function') return undefined
  const [name, ...others] = Object.values(table)
  return others.length === 0 && typeof name === 'string' ? tableName(name) : undefined
}

function has(builder: KnexBuilder, ...groupings: string[]): boolean {
  return builder._statements?.some(({ grouping }) => groupings.includes(grouping)) ?? false
}

/** The ids of rows that a database has returned. */
function returnedIds(response: unknown, key: string): Id[] | undefined {
  if (!Array.isArray(response) || response.length === 0 || !response.every(isRow)) return undefined
  return asIds(response.map((row: Row) => row[key]))
}

function insertedIds({ insert }: KnexSingle, response: unknown, key: string): Id[] | undefined {
  const returned = returnedIds(response, key)
  if (returned !== undefined) return returned
  const rows: unknown[] = Array.isArray(insert) ? insert : [insert]
  // Otherwise they come from another query
  if (!rows.every((row) => isRow(row) && typeof row.toSQL !== 'function')) return undefined
  const given = asIds((rows as Row[]).map((row) => row[key]))
  if (given !== undefined) return given
  // What MySQL and SQLite say of a row alone; 0 is no id
  const [last] = Array.isArray(response) ? (response as unknown[]) : []
  const id = rows.length === 1 ? asId(last) : undefined
  return id === undefined || Number(id) === 0 ? undefined : [id]
}

function insertOf(
  builder: KnexBuilder,
  response: unknown,
  key: string
): Partial<Change> | undefined {
  const single = builder._single ?? {}
  if (single.onConflict === undefined && single.ignore === undefined) {
    return { operation: 'insert', ids: insertedIds(single, response, key) ?? 'all' }
  }
  // A conflict may have been ignored: what is returned then are no rows
  if (Array.isArray(response) && response.length === 0) return undefined
  return { operation: 'any', ids: returnedIds(response, key) ?? 'all' }
}

function updateOf(builder: KnexBuilder, response: unknown, key: string): Partial<Change> {
  const { update, counter } = builder._single ?? {}
  const values: Row = isRow(update) ? update : {}
  const columns = [...Object.keys(values), ...Object.keys(counter ?? {})].map(columnName)
  const ids =
    idsOfWheres(builder._statements ?? [], key, builder.client) ?? returnedIds(response, key)
  const change: Partial<Change> = {
    operation: 'update',
    columns: columns.length > 0 ? columns : 'all',
  }
  if (ids === undefined) return change
  if (!columns.includes(columnName(key))) return { ...change, ids }
  // Rows are called otherwise after it: one is gone, another is new
  const id = asId(values[key])
  return { operation: 'any', ids: id === undefined ? 'all' : [...ids, id] }
}

/** What the text of a query says, where its builder does not. */
function changesOfText(
  { sql }: KnexQuery,
  builder: KnexBuilder,
  { connection, keyOf }: Surroundings
): Change[] {
  return writtenTables(sql, isMysql(builder.client)).map(({ table, operation }) => ({
    connection,
    table,
    operation,
    key: table === EVERY_TABLE ? 'id' : keyOf(table),
    ids: 'all',
    columns: 'all',
  }))
}

/**
 * What a query that went well has changed. Nothing for those that only read, and for writes that met no row.
 *
 * @param response - what the query has resolved to
 */
export function changesOf(
  query: KnexQuery,
  builder: KnexBuilder,
  response: unknown,
  surroundings: Surroundings
): Change[] {
  const { method } = query
  if (method !== undefined && READS.has(method)) {
    return has(builder, 'with') ? changesOfText(query, builder, surroundings) : []
  }
  if (response === 0) return []
  const table = tableOf(builder)
  const isPlain = table !== undefined && !has(builder, 'with', 'join')
  if (!isPlain || builder._statements === undefined)
    return changesOfText(query, builder, surroundings)

  const key = surroundings.keyOf(table)
  const whole: Change = {
    connection: surroundings.connection,
    table,
    operation: 'any',
    key,
    ids: 'all',
    columns: 'all',
  }
  if (method === 'insert') {
    const insert = insertOf(builder, response, key)
    return insert === undefined ? [] : [{ ...whole, ...insert }]
  }
  if (method === 'update') return [{ ...whole, ...updateOf(builder, response, key) }]
  if (method === 'del') {
    const ids =
      idsOfWheres(builder._statements, key, builder.client) ?? returnedIds(response, key) ?? 'all'
    return [{ ...whole, operation: 'delete', ids }]
  }
  if (method === 'truncate') return [{ ...whole, operation: 'delete' }]
  return changesOfText(query, builder, surroundings)
}
