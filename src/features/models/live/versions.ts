/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Change } from '../capture/main.ts'
import { EVERY_TABLE } from '../sql/main.ts'

interface Named {
  readonly connection: string
  readonly table: string
}

/** A table of a connection in one name. */
export function tableId({ connection, table }: Named): string {
  return `${connection}\n${table}`
}

/** Names that are kept. Tables that are made and dropped must not fill a process. */
const MOST_NAMES = 5_000

/** Counts by a name, of which those that are forgotten count as the newest. */
class Counts {
  readonly #counts = new Map<string, number>()
  #forgotten = 0

  set(name: string, count: number): void {
    if (this.#counts.size >= MOST_NAMES) {
      this.#counts.clear()
      this.#forgotten = count
    }
    this.#counts.set(name, count)
  }

  get(name: string): number {
    return this.#counts.get(name) ?? this.#forgotten
  }
}

/** Counts what happens, and notes of each table at which count it was changed last, or a change of it looked at. */
export class Versions {
  #count = 0
  readonly #changed = new Counts()
  readonly #judged = new Counts()

  /** A count that is later than all before. */
  next(): number {
    return ++this.#count
  }

  /** Notes that tables were changed. */
  changed(changes: readonly Change[]): void {
    const count = this.next()
    note(this.#changed, changes, count)
    for (const change of changes) this.#changed.set(changeId(change), count)
  }

  /** Whether a change, or the last one of those that it was made of, came after a count. */
  isNewerThan(count: number, change: Change): boolean {
    // One that stands for too many is none of those that were noted, and one of every table may have others in it
    const isEvery = change.table === EVERY_TABLE
    const noted = this.#changed.get(isEvery ? anyOf(change) : changeId(change))
    return noted === 0 || noted > count
  }

  /** Notes that changes of tables are being looked at. */
  judged(changes: readonly Change[]): void {
    note(this.#judged, changes, this.next())
  }

  /** Whether any of these tables was changed after a count. */
  isChangedSince(count: number, tables: readonly Named[]): boolean {
    return isLater(this.#changed, count, tables)
  }

  /**
   * Whether a change of any of these tables, made after a count, was looked at already: by what was shown then, and not
   * by what has been read since that count.
   */
  isMissedSince(count: number, tables: readonly Named[]): boolean {
    return this.isChangedSince(count, tables) && isLater(this.#judged, count, tables)
  }
}

function note(counts: Counts, tables: readonly Named[], count: number): void {
  for (const table of tables) {
    counts.set(tableId(table), count)
    // For whoever has read he knows not what
    counts.set(anyOf(table), count)
  }
}

function isLater(counts: Counts, since: number, tables: readonly Named[]): boolean {
  return tables.some((read) => {
    const every = counts.get(tableId({ ...read, table: EVERY_TABLE }))
    const own = counts.get(read.table === EVERY_TABLE ? anyOf(read) : tableId(read))
    return Math.max(every, own) > since
  })
}

function changeId(change: Change): string {
  return `${tableId(change)}\n${change.operation}`
}

function anyOf({ connection }: Named): string {
  return `${connection}\n`
}
