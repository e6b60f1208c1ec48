/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { EVERY_TABLE } from '../sql/main.ts'
import type { Change, Id } from './change.ts'

/** Ids of a table that are told one by one; beyond them it is all rows. */
export const MOST_IDS = 100

/** Tables that are told one by one; beyond them it is every table of the connection. */
export const MOST_TABLES = 200

function unionOf<T>(one: readonly T[] | 'all', other: readonly T[] | 'all'): readonly T[] | 'all' {
  if (one === 'all' || other === 'all') return 'all'
  return other.every((value) => one.includes(value)) ? one : [...new Set([...one, ...other])]
}

function idsOf(one: Change, other: Change): readonly Id[] | 'all' {
  if (one.key !== other.key) return 'all'
  const ids = unionOf(one.ids, other.ids)
  return ids.length > MOST_IDS ? 'all' : ids
}

/** Puts two changes of a table into one, which tells at least what both do. */
function merge(one: Change, other: Change): Change {
  return { ...one, ids: idsOf(one, other), columns: unionOf(one.columns, other.columns) }
}

/** One change for all that a connection may have. */
export function everyTable(connection: string): Change {
  return {
    connection,
    table: EVERY_TABLE,
    operation: 'any',
    key: 'id',
    ids: 'all',
    columns: 'all',
  }
}

/**
 * Changes, one for each table and operation, however many are added: what waits for a commit takes little memory.
 */
export class ChangeSet {
  readonly #changes = new Map<string, Change>()

  get isEmpty(): boolean {
    return this.#changes.size === 0
  }

  /** In the order in which their tables were first changed. */
  get changes(): Change[] {
    return [...this.#changes.values()]
  }

  add(change: Change): void {
    const every = nameOf(everyTable(change.connection))
    if (this.#changes.has(every)) return
    const name = nameOf(change)
    const known = this.#changes.get(name)
    if (known === undefined && this.#changes.size >= MOST_TABLES) {
      this.#forget(change.connection)
      this.#changes.set(every, everyTable(change.connection))
    } else {
      const fits = change.ids === 'all' || change.ids.length <= MOST_IDS
      const added = fits ? change : { ...change, ids: 'all' as const }
      this.#changes.set(name, known === undefined ? added : merge(known, added))
    }
  }

  addAll(changes: Iterable<Change>): void {
    for (const change of changes) this.add(change)
  }

  /** Takes the changes out. */
  take(): Change[] {
    const changes = this.changes
    this.#changes.clear()
    return changes
  }

  #forget(connection: string): void {
    for (const [name, change] of this.#changes) {
      if (change.connection === connection) this.#changes.delete(name)
    }
  }
}

function nameOf({ connection, table, operation }: Change): string {
  return `${connection}\n${table}\n${operation}`
}
