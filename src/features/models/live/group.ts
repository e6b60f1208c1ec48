/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import type { Change, Id } from '../capture/main.ts'
import { keyText } from '../reads/main.ts'
import type { Read } from '../reads/main.ts'
import type { News, Viewer } from './contracts.ts'
import type { Job } from './run_queue.ts'

/** Tabs that are shown a result before others have the loop. */
const AT_ONCE = 25

/** Who shares a result with others. */
export interface Member {
  readonly viewer: Viewer<unknown>
  /** The count at which what it shows was asked for. */
  loadedAt: number
}

/** What an engine does for a group. */
export interface GroupKeeper<M extends Member> {
  /** Runs a member's query as a request of its tab, and tells the group of it. */
  run(group: Group<M>, member: M): Promise<'done' | 'again'>
  /** Calls a viewer, whose mistakes are its own. */
  notify(member: M, tell: (member: M) => void): void
}

/** Watches that may see the same: one run is for all of them. */
export class Group<M extends Member> implements Job {
  readonly key: string
  readonly pace: number
  /** Whether it is told of news only, and never run. */
  readonly isNews: boolean
  readonly watches = new Set<M>()
  readonly #keeper: GroupKeeper<M>
  /** What the result that is shown has read. */
  reads: readonly Read[] | undefined
  /** The count at which it was asked for. */
  startedAt = 0
  /** Runs that have failed one after the other. */
  failures = 0

  /** @param pace - milliseconds between two runs */
  constructor(key: string, pace: number, isNews: boolean, keeper: GroupKeeper<M>) {
    this.key = key
    this.pace = pace
    this.isNews = isNews
    this.#keeper = keeper
  }

  async run(): Promise<'done' | 'again'> {
    const [watch] = this.watches
    if (watch === undefined) return 'done'
    // Another tab's turn next time
    this.watches.delete(watch)
    this.watches.add(watch)
    return this.#keeper.run(this, watch)
  }

  late(): void {
    this.announce({ ids: 'all' })
  }

  /** Shows a result to those whose own is older: a few at a time, so that a thousand tabs do not hold up the loop. */
  async show(result: unknown, startedAt: number): Promise<void> {
    let shown = 0
    for (const watch of [...this.watches]) {
      if (watch.loadedAt > startedAt || !this.watches.has(watch)) continue
      watch.loadedAt = startedAt
      this.#keeper.notify(watch, ({ viewer }) => viewer.show(result))
      if (++shown % AT_ONCE === 0) await setImmediate()
    }
  }

  /** Tells all that there is something new. */
  announce(news: News): void {
    for (const watch of [...this.watches])
      this.#keeper.notify(watch, ({ viewer }) => viewer.news(news))
  }

  /**
   * Tells those of a change for whom it is new. Rows that have only changed or gone are not.
   *
   * @param isNewFor - whether a member has loaded the result before the change
   */
  announceChange(
    { operation }: Change,
    ids: readonly Id[] | 'all',
    isNewFor: (member: M) => boolean
  ): void {
    if (operation === 'delete') return
    const others = ids === 'all' ? ids : this.#notShown(ids)
    for (const watch of [...this.watches]) {
      if (!isNewFor(watch)) continue
      // What others have loaded since says nothing of the rows that this one shows
      const news = watch.loadedAt < this.startedAt ? ids : others
      if (news.length > 0) this.#keeper.notify(watch, ({ viewer }) => viewer.news({ ids: news }))
    }
  }

  #notShown(ids: readonly Id[]): readonly Id[] {
    const shown = this.reads?.map((read) => read.shown) ?? []
    return ids.filter((id) => !shown.some((keys) => keys?.has(keyText(id))))
  }
}
