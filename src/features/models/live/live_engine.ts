/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { Change, Id, WriteCapture } from '../capture/main.ts'
import { ReadRecorder } from '../reads/main.ts'
import { Batch } from './batch.ts'
import { Collector } from './collector.ts'
import type { Clock, ErrorLog, LiveHost, LiveLimits, LiveQuery, Viewer } from './contracts.ts'
import { Grants } from './grants.ts'
import { Group } from './group.ts'
import type { GroupKeeper } from './group.ts'
import { Groups, showTheSame } from './groups.ts'
import { LIVE_LIMITS } from './limits.ts'
import { baseKeyOf, load } from './loader.ts'
import type { Loaded } from './loader.ts'
import { Recheck } from './recheck.ts'
import { isRefusal } from './refusal.ts'
import type { RowSource } from './row_source.ts'
import { RunQueue } from './run_queue.ts'
import { Stamps } from './stamps.ts'
import { systemClock } from './system_clock.ts'
import { Versions } from './versions.ts'
import { Watch } from './watch.ts'
import type { Stamp, WatchGroup, WatchKeeper } from './watch.ts'

const SECOND = 1_000

/** Milliseconds until a run that failed is tried again, at most. */
const LONGEST_BACKOFF = 30_000

/** Milliseconds to wait after so many failures. */
function backoff(failures: number): number {
  return Math.min(SECOND * 2 ** failures, LONGEST_BACKOFF)
}

/** What an engine works with. */
export interface EngineParts<Context> {
  capture: WriteCapture
  host: LiveHost<Context>
  rows: RowSource
  logger: ErrorLog
  clock?: Clock
  limits?: Partial<LiveLimits>
}

/**
 * Keeps what tabs show in step with the database. It knows what each query has read, skips those that a change cannot
 * concern, and runs the others again, once for all tabs that may see the same and within a budget.
 *
 * @typeParam Context - the request in which queries are made
 * @example
 * ```ts
 * const watch = engine.watch(tab, live, viewer)
 * const rows = await watch.load(ctx)
 * ```
 */
export class LiveEngine<Context> {
  readonly #host: LiveHost<Context>
  readonly #logger: ErrorLog
  readonly #rows: RowSource
  readonly #limits: LiveLimits
  readonly #recorder: ReadRecorder
  readonly #versions = new Versions()
  readonly #stamps = new Stamps<Context>(this.#versions)
  readonly #groups = new Groups<Context>(this.#versions)
  readonly #grants = new Grants<Context>()
  readonly #watches = new Map<string, Set<Watch<Context, unknown>>>()
  readonly #rechecks = new WeakMap<Watch<Context, unknown>, Recheck<Context>>()
  readonly #queue: RunQueue
  readonly #collector: Collector
  readonly #stop: () => void
  /** What changes and runs is not done on behalf of the writer whose request happens to set it off. */
  readonly #outside = AsyncLocalStorage.snapshot()

  constructor({ capture, host, rows, logger, clock = systemClock, limits }: EngineParts<Context>) {
    this.#host = host
    this.#rows = rows
    this.#logger = logger
    this.#limits = { ...LIVE_LIMITS, ...limits }
    this.#recorder = new ReadRecorder(capture)
    this.#queue = new RunQueue(this.#limits, clock)
    this.#collector = new Collector(clock, this.#limits.collect, (changes) => this.#judge(changes))
    this.#stop = capture.onCommit((changes) => this.receive(changes))
  }

  /** Whether all that was told to the engine has been shown. */
  get isIdle(): boolean {
    return this.#collector.isIdle && this.#queue.isIdle
  }

  /** How many results are kept in step. */
  get groups(): number {
    return this.#groups.size
  }

  /**
   * Has a tab told of what is newer than its last load. Nothing happens before the first one.
   *
   * @param tab - as the host knows it
   */
  watch<Result>(
    tab: string,
    live: LiveQuery<Context, Result>,
    viewer: Viewer<Result>
  ): Watch<Context, Result> {
    const watch = new Watch(tab, live, viewer, this.#watchKeeper)
    const known = this.#watches.get(tab)
    const added = watch as Watch<Context, unknown>
    if (known) known.add(added)
    else this.#watches.set(tab, new Set([added]))
    this.#grants.add(added)
    return watch
  }

  /** Ends all watches of a tab. */
  closeTab(tab: string): void {
    for (const watch of [...(this.#watches.get(tab) ?? [])]) watch.close()
  }

  /** Asks anew whether a tab may see what it watches, and shares it with whom it may: after a login, for instance. */
  recheck(tab: string): void {
    for (const watch of this.#watches.get(tab) ?? []) this.#askRecheck(watch)
  }

  /**
   * Whom a tab would share a result with now, without its query being run: that of a stamp where it is the same query.
   *
   * @throws what refuses the tab
   */
  baseKeyOf<Result>(live: LiveQuery<Context, Result>, context: Context): Promise<string> {
    return baseKeyOf(live, context)
  }

  /** Takes changes from elsewhere: other processes, or programs that write past this application. */
  receive(changes: readonly Change[]): void {
    this.#versions.changed(changes)
    this.#outside(() => this.#collector.add(changes))
  }

  /** Whether nothing has changed since a tab loaded what it shows. */
  isCurrent(stamp: Stamp): boolean {
    return this.#stamps.isCurrent(stamp)
  }

  /** Shows nothing more. */
  close(): void {
    this.#stop()
    this.#collector.close()
    this.#queue.close()
    this.#recorder.close()
    for (const tab of [...this.#watches.keys()]) this.closeTab(tab)
    this.#groups.close()
  }

  readonly #watchKeeper: WatchKeeper<Context> = {
    load: (watch, context) => this.#load(watch, context),
    leave: (watch) => this.#leave(watch),
    resume: (watch, stamp) => this.#resume(watch, stamp),
    stampOf: (watch) => this.#stamps.of(watch),
  }

  readonly #groupKeeper: GroupKeeper<Watch<Context, unknown>> = {
    run: (group, watch) => this.#run(group, watch),
    notify: (watch, tell) => this.#notify(watch, tell),
  }

  async #load<Result>(watch: Watch<Context, Result>, context: Context): Promise<Result> {
    const startedAt = this.#versions.next()
    const loaded = await load(watch.live, context, this.#recorder)
    const joined = watch as Watch<Context, unknown>
    if (joined.refusal !== undefined) throw joined.refusal
    joined.permittedAt = startedAt
    if (joined.isClosed)
      joined.kept = this.#stamps.make({ ...loaded, permittedAt: startedAt }, startedAt)
    else this.#join(joined, loaded, startedAt)
    watch.viewer.loaded?.(loaded.result)
    // It was loaded as the one that the tab was before
    if (joined.recheckAt > startedAt) this.#askRecheck(joined)
    return loaded.result
  }

  /** Puts a watch into the group with which it shares what it has loaded. */
  #join(watch: Watch<Context, unknown>, loaded: Loaded<unknown>, startedAt: number): void {
    const { key, baseKey, reads } = loaded
    watch.loadedAt = startedAt
    watch.baseKey = baseKey
    const group = this.#groupFor(watch, key)
    // What others show is kept in mind, as long as it is the same: a change is judged by what is shown
    const isAlone = group.watches.size === 1
    if (isAlone || group.reads === undefined || group.isNews) {
      this.#groups.learn(group, reads, startedAt)
    } else if (!showTheSame(group.reads, reads)) this.#ask(group)
    // What others have loaded since is what a change will be judged by, which this one may not have seen
    const isOlder = startedAt < group.startedAt && this.#versions.isChangedSince(startedAt, reads)
    if (isOlder || this.#versions.isMissedSince(startedAt, reads)) this.#ask(group)
  }

  #groupFor(watch: Watch<Context, unknown>, key: string): WatchGroup<Context> {
    const { pace = 0, mode } = watch.live
    let group = this.#groups.get(key)
    if (group === undefined) {
      const between = Math.max(pace, SECOND / this.#limits.perGroup)
      group = new Group(key, between, mode === 'news', this.#groupKeeper)
      this.#groups.add(group)
    }
    if (watch.group !== group) {
      this.#leaveGroup(watch)
      group.watches.add(watch)
      watch.group = group
    }
    return group
  }

  /** One run is for all who come back to a group, as when a process has taken up the tabs of another. */
  #resume(watch: Watch<Context, unknown>, stamp: Stamp): void {
    watch.baseKey = stamp.baseKey
    watch.kept = stamp
    watch.permittedAt = stamp.permittedAt
    // Before its first load, it shares with nobody
    const group = this.#groupFor(watch, stamp.key === '' ? randomUUID() : stamp.key)
    this.#groups.recall(group)
    if (group.reads !== undefined && this.isCurrent(stamp)) watch.loadedAt = stamp.count
    else this.#ask(group)
    if (this.#stamps.isDoubtful(watch, stamp)) this.#askRecheck(watch)
  }

  #leaveGroup(watch: Watch<Context, unknown>): void {
    const { group } = watch
    watch.group = undefined
    group?.watches.delete(watch)
    if (group?.watches.size !== 0) return
    this.#groups.remove(group)
    this.#queue.forget(group)
  }

  #leave(watch: Watch<Context, unknown>): void {
    // It may be passed over before its viewer has asked for the stamp of what it has loaded
    watch.kept = this.#stamps.of(watch)
    this.#leaveGroup(watch)
    this.#grants.remove(watch)
    const recheck = this.#rechecks.get(watch)
    if (recheck !== undefined) this.#queue.forget(recheck)
    const watches = this.#watches.get(watch.tab)
    watches?.delete(watch)
    if (watches?.size === 0) this.#watches.delete(watch.tab)
  }

  async #judge(changes: Change[]): Promise<void> {
    this.#versions.judged(changes)
    for (const watch of this.#grants.concernedBy(changes)) this.#askRecheck(watch)
    const asked = new Set<WatchGroup<Context>>()
    const isNewFor = (change: Change) => (watch: Watch<Context, unknown>) =>
      this.#versions.isNewerThan(watch.loadedAt, change)
    const concerned = (group: WatchGroup<Context>, change: Change, ids: readonly Id[] | 'all') => {
      if (!group.isNews) {
        if (!asked.has(group)) this.#ask(group)
        asked.add(group)
      } else group.announceChange(change, ids, isNewFor(change))
    }
    const batch = new Batch(this.#groups, this.#rows, this.#logger, concerned)
    await batch.judge(changes, (group, change) => {
      if (asked.has(group) || this.#queue.isWaiting(group)) return true
      if (!group.isNews) return !this.#versions.isNewerThan(group.startedAt, change)
      // Each loads it on its own: what is old to one may be new to another
      return ![...group.watches].some(isNewFor(change))
    })
  }

  /** @param delay - milliseconds before which it must not run */
  #ask(group: WatchGroup<Context>, delay = 0): void {
    if (group.isNews) group.announce({ ids: 'all' })
    else if (group.watches.size > 0) this.#outside(() => this.#queue.ask(group, delay))
  }

  async #run(
    group: WatchGroup<Context>,
    watch: Watch<Context, unknown>
  ): Promise<'done' | 'again'> {
    const startedAt = this.#versions.next()
    const outcome = await this.#runFor(
      watch,
      (context) => load(watch.live, context, this.#recorder),
      () => this.#ask(group, backoff(group.failures++))
    )
    if (outcome === 'failed') return 'done'
    if (outcome === 'gone') return group.watches.size > 0 ? 'again' : 'done'
    const loaded = outcome.value
    watch.permittedAt = startedAt
    group.failures = 0
    if (loaded.key !== group.key) {
      // It would share with others now: its user has another role, or its query another value
      if (watch.group === group) this.#move(watch, loaded, startedAt)
      return group.watches.size > 0 ? 'again' : 'done'
    }
    if (group.watches.size === 0) return 'done'
    if (group.startedAt > startedAt) {
      // A tab has loaded it meanwhile: what this run has read is older
      if ([...group.watches].some(({ loadedAt }) => loadedAt < group.startedAt)) this.#ask(group)
      return 'done'
    }
    this.#groups.learn(group, loaded.reads, startedAt)
    await group.show(loaded.result, startedAt)
    if (this.#versions.isMissedSince(startedAt, loaded.reads)) this.#ask(group)
    return 'done'
  }

  #move(watch: Watch<Context, unknown>, loaded: Loaded<unknown>, startedAt: number): void {
    this.#join(watch, loaded, startedAt)
    this.#notify(watch, ({ viewer }) => viewer.show(loaded.result))
  }

  /** Runs code as a request of a watch's tab, and ends the watch where it is refused. */
  async #runFor<T>(
    watch: Watch<Context, unknown>,
    work: (context: Context) => Promise<T>,
    retry: () => void
  ): Promise<{ value: T } | 'gone' | 'failed'> {
    try {
      const outcome = await this.#host.run(watch.tab, work, watch.live.name)
      if (outcome !== undefined) return outcome
      const isOpen = !watch.isClosed
      watch.close()
      // It may have come meanwhile
      if (isOpen) this.#notifyOpen(watch, ({ viewer }) => viewer.left?.())
      return 'gone'
    } catch (error) {
      if (isRefusal(error)) {
        watch.refusal = error
        this.#notify(watch, ({ viewer }) => viewer.refused(error))
        watch.close()
        return 'gone'
      }
      this.#logger.error(
        { err: error, tab: watch.tab, query: watch.live.name },
        'a live query has failed'
      )
      retry()
      return 'failed'
    }
  }

  #askRecheck(watch: Watch<Context, unknown>, delay = 0): void {
    watch.recheckAt = this.#versions.next()
    if (watch.group === undefined) return
    let recheck = this.#rechecks.get(watch)
    if (recheck === undefined) {
      recheck = new Recheck(watch, SECOND / this.#limits.perGroup, (of, by) => this.#check(of, by))
      this.#rechecks.set(watch, recheck)
    }
    const job = recheck
    this.#outside(() => this.#queue.ask(job, delay))
  }

  async #check(
    watch: Watch<Context, unknown>,
    recheck: Recheck<Context>
  ): Promise<'done' | 'again'> {
    const startedAt = this.#versions.next()
    const outcome = await this.#runFor(
      watch,
      async (context) => {
        const isSame = (await baseKeyOf(watch.live, context)) === watch.baseKey
        return isSame ? undefined : load(watch.live, context, this.#recorder)
      },
      () => this.#askRecheck(watch, backoff(recheck.failures++))
    )
    if (outcome !== 'failed') recheck.failures = 0
    if (typeof outcome !== 'object' || watch.isClosed) return 'done'
    watch.permittedAt = startedAt
    if (outcome.value !== undefined) this.#move(watch, outcome.value, startedAt)
    return 'done'
  }

  #notify(watch: Watch<Context, unknown>, tell: (watch: Watch<Context, unknown>) => void): void {
    if (!watch.isClosed) this.#notifyOpen(watch, tell)
  }

  #notifyOpen(
    watch: Watch<Context, unknown>,
    tell: (watch: Watch<Context, unknown>) => void
  ): void {
    try {
      tell(watch)
    } catch (error) {
      this.#logger.error({ err: error, tab: watch.tab }, 'a viewer of a live query has failed')
    }
  }
}
