/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Read } from '../reads/main.ts'
import type { WatchGroup } from './watch.ts'

/** What the result of a group has read, and at which count it was asked for. */
export interface Learned {
  reads: readonly Read[]
  startedAt: number
}

/** Groups that are kept in mind. */
const MOST_GROUPS = 500

/** Rows of a result that is kept in mind, and values that its rows are found by, which is what it takes of memory. */
const MOST_VALUES = 200

/** Characters of its name, which has the text of its query. */
const LONGEST_KEY = 4_000

/**
 * What groups had read when the last of their tabs left. Between its document and its socket, a tab is nowhere where a store has it:
 * as long as nothing has changed, its query need not run again when it comes back.
 */
export class LeftGroups<Context> {
  readonly #left = new Map<string, Learned>()

  /** A group is left by the last of its tabs. */
  keep({ key, reads, startedAt }: WatchGroup<Context>): void {
    this.#left.delete(key)
    if (reads === undefined || key.length > LONGEST_KEY || valuesOf(reads) > MOST_VALUES) return
    this.#left.set(key, { reads, startedAt })
    const [oldest] = this.#left.keys()
    if (this.#left.size > MOST_GROUPS) this.#left.delete(oldest)
  }

  /** A group is back: it is either taken up, or runs. */
  take(key: string): Learned | undefined {
    const learned = this.#left.get(key)
    this.#left.delete(key)
    return learned
  }

  clear(): void {
    this.#left.clear()
  }
}

function valuesOf(reads: readonly Read[]): number {
  const compared = reads.flatMap(({ conditions }) => conditions.map(({ values }) => values.length))
  const shown = reads.map((read) => read.shown?.size ?? 0)
  return [...compared, ...shown].reduce((sum, count) => sum + count, 0)
}
