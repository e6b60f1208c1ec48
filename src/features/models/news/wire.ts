/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Change, Id } from '../capture/main.ts'
import type { Operation } from '../sql/main.ts'

/** A change as it is told to other processes; 0 stands for all. There are ids in it, and no values of rows. */
export type WireChange = [
  connection: string,
  table: string,
  operation: Operation,
  key: string,
  ids: Id[] | 0,
  columns: string[] | 0,
]

/** How often tables were changed, in the order of the names. */
export type WireVersions = [connection: string, table: string, version: number][]

/** What a process tells of its writes. */
export type ChangeMessage = {
  /** Which process. */
  p: string
  /** What was changed; left out of a heartbeat. */
  c?: WireChange[]
  /** Versions of tables: of those in the message, or in a heartbeat of those that were changed lately. */
  v: WireVersions
  /** Milliseconds since the process began; in a heartbeat alone. */
  up?: number
  /** Connections over which it has ever written; in a heartbeat alone. */
  on?: string[]
  /** The process ends. */
  bye?: true
}

export function toWire({ connection, table, operation, key, ids, columns }: Change): WireChange {
  return [
    connection,
    table,
    operation,
    key,
    ids === 'all' ? 0 : [...ids],
    columns === 'all' ? 0 : [...columns],
  ]
}

export function fromWire([connection, table, operation, key, ids, columns]: WireChange): Change {
  return { connection, table, operation, key, ids: ids || 'all', columns: columns || 'all' }
}
