/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LiveQuery, Viewer } from './contracts.ts'
import type { Group } from './group.ts'

/** A point of time, to be asked later whether anything was changed since. It is plain, and may be stored with a tab. */
export interface Stamp {
  engine: string
  count: number
  /** With whom it shared its result. */
  key: string
  baseKey: string
  /** The count at which its tab was last known to be allowed to see it. */
  permittedAt?: number
  tables: { connection: string; table: string }[]
}

/** What an engine does for a watch. */
export interface WatchKeeper<Context> {
  load<Result>(watch: Watch<Context, Result>, context: Context): Promise<Result>
  leave(watch: Watch<Context, unknown>): void
  resume(watch: Watch<Context, unknown>, stamp: Stamp): void
  stampOf(watch: Watch<Context, unknown>): Stamp
}

/** Watches that share a result. */
export type WatchGroup<Context> = Group<Watch<Context, unknown>>

/** One tab that watches one query. */
export class Watch<Context, Result> {
  readonly tab: string
  readonly live: LiveQuery<Context, Result>
  readonly viewer: Viewer<Result>
  readonly #keeper: WatchKeeper<Context>

  /** Those with whom it shares a result; undefined before its first load and after its end. */
  group: WatchGroup<Context> | undefined
  #loadedAt = 0
  baseKey = ''
  /** The stamp of what it shows, where that is not what its group has loaded: before it has come back, and after its end. */
  kept: Stamp | undefined
  /** The count at which its tab was last known to be allowed to see it: others may have loaded since what it shows. */
  permittedAt: number | undefined
  /** The count at which somebody asked last whether its tab may still see it. */
  recheckAt = 0
  /** Why it was ended, where its tab may not see it any longer. */
  refusal: Error | undefined
  isClosed = false

  constructor(
    tab: string,
    live: LiveQuery<Context, Result>,
    viewer: Viewer<Result>,
    keeper: WatchKeeper<Context>
  ) {
    this.tab = tab
    this.live = live
    this.viewer = viewer
    this.#keeper = keeper
  }

  /** The count at which what it shows was asked for: it is what its group has loaded from then on. */
  get loadedAt(): number {
    return this.#loadedAt
  }

  set loadedAt(count: number) {
    this.#loadedAt = count
    this.kept = undefined
  }

  /**
   * Runs the query, inside of a request of the tab: when it comes to a page, and in its own events. The viewer is told
   * of what is newer.
   *
   * @throws what the query throws, and what has refused the tab meanwhile
   */
  load(context: Context): Promise<Result> {
    return this.#keeper.load(this, context)
  }

  /**
   * Goes on where an earlier watch of the same tab and query has ended, without a request: the viewer is told of what is
   * newer than its stamp.
   */
  resume(stamp: Stamp): void {
    if (this.group === undefined && !this.isClosed) {
      this.#keeper.resume(this as Watch<Context, unknown>, stamp)
    }
  }

  /** When what it shows was loaded, for {@link LiveEngine.isCurrent}; also after its end. */
  get stamp(): Stamp {
    return this.#keeper.stampOf(this as Watch<Context, unknown>)
  }

  /** Tells the viewer nothing more. */
  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.#keeper.leave(this as Watch<Context, unknown>)
  }
}
