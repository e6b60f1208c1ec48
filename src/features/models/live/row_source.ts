/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { Id } from '../capture/main.ts'
import type { Row } from './judge.ts'

/** Reads rows that have changed, for the engine alone: no tab sees them. */
export interface RowSource {
  /**
   * The rows that are there of those with the given keys.
   *
   * @param table - as a query names it
   */
  rows(
    connection: string,
    table: string,
    key: string,
    ids: readonly Id[],
    columns: readonly string[]
  ): Promise<Row[]>
}

/** Reads rows from where they are written: a replica may not have them yet. */
export function databaseRows(db: Database): RowSource {
  return {
    rows: (connection, table, key, ids, columns) =>
      db
        .connection(connection, { mode: 'write' })
        .from(table)
        .whereIn(key, [...ids])
        .select(key, ...columns),
  }
}
