/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { askDriver } from '../../../adonis/main.ts'
import type { SqlDriver } from '../../../adonis/main.ts'
import type { RanQuery } from './work.ts'

/** How databases are asked what they would do, without that they do it. */
const EXPLAIN: Record<string, string> = {
  'better-sqlite3': 'EXPLAIN QUERY PLAN',
  'sqlite3': 'EXPLAIN QUERY PLAN',
}

/**
 * How a database would run a query that it was asked before.
 *
 * @returns lines
 * @throws what the database says
 */
export async function planOf(
  database: Database,
  { connection, sql, bindings }: RanQuery
): Promise<string[]> {
  const driver = database.connection(connection).getReadClient().client as SqlDriver
  const words = EXPLAIN[driver.driverName] ?? 'EXPLAIN'
  const result = await askDriver(driver, `${words} ${sql}`, bindings)
  return rowsOf(result).map((row) => ('detail' in row ? String(row.detail) : textOf(row)))
}

function rowsOf(result: unknown): Record<string, unknown>[] {
  if (Array.isArray(result)) {
    return (Array.isArray(result[0]) ? result[0] : result) as Record<string, unknown>[]
  }
  return (result as { rows?: Record<string, unknown>[] }).rows ?? []
}

function textOf(row: Record<string, unknown>): string {
  const values = Object.entries(row)
  if (values.length === 1) return String(values[0][1])
  return values.map(([name, value]) => `${name}: ${String(value)}`).join(', ')
}
