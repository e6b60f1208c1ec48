/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Change } from '../capture/main.ts'
import { EVERY_TABLE } from '../sql/main.ts'
import type { WireVersions } from './wire.ts'

/** Tables that are counted one by one; others count together. */
const MOST_TABLES = 500

interface TableVersion {
  connection: string
  table: string
  version: number
  changedAt: number
}

/** Counts how often this process has told of each table. */
export class OwnVersions {
  readonly #tables = new Map<string, TableVersion>()
  readonly #connections = new Set<string>()

  /** Connections over which anything was written. */
  get connections(): string[] {
    return [...this.#connections]
  }

  /** Counts a message, and returns the versions that go with it. */
  count(changes: readonly Change[], now: number): WireVersions {
    const counted = new Set<TableVersion>()
    for (const { connection, table } of changes) counted.add(this.#of(connection, table))
    for (const one of counted) {
      one.version++
      one.changedAt = now
    }
    return [...counted].map(({ connection, table, version }) => [connection, table, version])
  }

  /** Versions of the tables that were changed since a time. */
  since(time: number): WireVersions {
    return [...this.#tables.values()]
      .filter(({ changedAt }) => changedAt >= time)
      .map(({ connection, table, version }) => [connection, table, version])
  }

  #of(connection: string, table: string): TableVersion {
    this.#connections.add(connection)
    const known = this.#tables.get(`${connection}\n${table}`)
    if (known !== undefined) return known
    const isFull = this.#tables.size >= MOST_TABLES
    if (isFull && table !== EVERY_TABLE) return this.#of(connection, EVERY_TABLE)
    const made: TableVersion = { connection, table, version: 0, changedAt: 0 }
    this.#tables.set(`${connection}\n${table}`, made)
    return made
  }
}
