/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Change } from '../capture/main.ts'
import type { Read } from '../reads/main.ts'
import { EVERY_TABLE } from '../sql/main.ts'
import { LeftGroups } from './left_groups.ts'
import { tableId } from './versions.ts'
import type { Versions } from './versions.ts'
import type { WatchGroup } from './watch.ts'

/** Whether two loads of a query have shown the same rows. */
export function showTheSame(one: readonly Read[], other: readonly Read[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ table, shown }, index) => {
      const { table: otherTable, shown: otherShown } = other[index]
      if (table !== otherTable || shown?.size !== otherShown?.size) return false
      return [...(shown ?? [])].every((key) => otherShown!.has(key))
    })
  )
}

/** Groups by a name. */
class Index<Context> {
  readonly #groups = new Map<string, Set<WatchGroup<Context>>>()

  get(name: string): Iterable<WatchGroup<Context>> {
    return this.#groups.get(name) ?? []
  }

  add(name: string, group: WatchGroup<Context>): void {
    const groups = this.#groups.get(name)
    if (groups) groups.add(group)
    else this.#groups.set(name, new Set([group]))
  }

  delete(name: string, group: WatchGroup<Context>): void {
    const groups = this.#groups.get(name)
    groups?.delete(group)
    if (groups?.size === 0) this.#groups.delete(name)
  }
}

/** All groups of an engine, by their key and by what they have read. */
export class Groups<Context> {
  readonly #byKey = new Map<string, WatchGroup<Context>>()
  readonly #byTable = new Index<Context>()
  readonly #byConnection = new Index<Context>()
  readonly #left = new LeftGroups<Context>()
  readonly #versions: Pick<Versions, 'isChangedSince'>

  constructor(versions: Pick<Versions, 'isChangedSince'>) {
    this.#versions = versions
  }

  get size(): number {
    return this.#byKey.size
  }

  get(key: string): WatchGroup<Context> | undefined {
    return this.#byKey.get(key)
  }

  add(group: WatchGroup<Context>): void {
    this.#byKey.set(group.key, group)
  }

  remove(group: WatchGroup<Context>): void {
    this.#left.keep(group)
    this.#byKey.delete(group.key)
    this.#forget(group)
    group.reads = undefined
  }

  /** Notes what the result of a group has read, and at which count it was asked for. */
  learn(group: WatchGroup<Context>, reads: readonly Read[], startedAt: number): void {
    this.#forget(group)
    group.reads = reads
    group.startedAt = startedAt
    for (const read of reads) {
      this.#byTable.add(tableId(read), group)
      this.#byConnection.add(read.connection, group)
    }
  }

  /** Has a group that is back know what it had read when the last of its tabs left, where nothing of that has changed. */
  recall(group: WatchGroup<Context>): void {
    const learned = this.#left.take(group.key)
    if (group.reads !== undefined || learned === undefined) return
    const { reads, startedAt } = learned
    if (!this.#versions.isChangedSince(startedAt, reads)) this.learn(group, reads, startedAt)
  }

  /** Forgets what groups had read that nobody watches. */
  close(): void {
    this.#left.clear()
  }

  /** The groups that a change may concern by its table. */
  concernedBy(change: Change): Set<WatchGroup<Context>> {
    if (change.table === EVERY_TABLE) return new Set(this.#byConnection.get(change.connection))
    const unknown = tableId({ ...change, table: EVERY_TABLE })
    return new Set([...this.#byTable.get(tableId(change)), ...this.#byTable.get(unknown)])
  }

  #forget(group: WatchGroup<Context>): void {
    for (const read of group.reads ?? []) {
      this.#byTable.delete(tableId(read), group)
      this.#byConnection.delete(read.connection, group)
    }
  }
}
