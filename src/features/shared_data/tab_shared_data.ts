/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isDeepStrictEqual } from 'node:util'
import { setTimeout as wait } from 'node:timers/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { FAILED_SHARED, SHARED_STATE_ID } from '../../protocol/main.ts'
import type { JsonValue } from '../../protocol/main.ts'
import { frozen } from '../../state/main.ts'
import type { EventScope, StateDefinition } from '../../state/main.ts'
import { applyChange } from '../../tabs/main.ts'
import type { FeatureHost, Tab, TabPart } from '../../tabs/main.ts'
import { markOf } from './refreshes.ts'
import type { AskedWhen } from './refreshes.ts'
import type { ComputedShared, SharedSources } from './shared_sources.ts'
import type { WorkQueue } from './work_queue.ts'

/** Milliseconds between two refreshes of a tab, at least: a storm of them costs a few. */
const PACE = 250

/** When keys were computed, and by whose request. */
interface Computation {
  number: number
  /** When it has begun, in milliseconds of the monotonic clock. */
  at: number
  /** Stands for the request that it was a part of; undefined for one of its own. */
  request: object | undefined
}

/** Vars by name, as they are now. */
type Look = (name: string) => unknown

export interface TabSharedDataOptions {
  tab: Tab
  sources: SharedSources
  definition: () => StateDefinition
  queue: WorkQueue
  host: Pick<FeatureHost, 'reads' | 'turns' | 'report'>
}

/**
 * The shared data of a tab. What is due is computed by the next request of its page, or in a request of its own. A tab
 * that nobody sees waits until somebody does.
 */
export class TabSharedData implements TabPart {
  readonly #options: TabSharedDataOptions
  /** Keys that are to be computed again. */
  readonly #due = new Set<string>()
  /** The latest computation of each key, by its number: what an earlier one finds is old. */
  readonly #latest = new Map<string, Computation>()
  /** What requests have computed that may have failed since. */
  readonly #unsure = new Map<string, unknown>()
  #begun = 0
  /** Something was asked for, or somebody has come to see it, since the last run has begun. */
  #hasNews = false
  /** A run is about to begin, or runs: there is one at a time. */
  #isUnderWay = false
  #isRunning = false
  #lastRun = -Infinity

  constructor(options: TabSharedDataOptions) {
    this.#options = options
  }

  get running(): number {
    return this.#isRunning ? 1 : 0
  }

  isDue(key: string): boolean {
    return this.#due.has(key)
  }

  /**
   * Has keys computed again, where the page reads them.
   *
   * @param when - that was asked for: what was computed later is not old
   */
  refresh(keys: readonly string[], when: AskedWhen): void {
    const { shown } = this.#options.tab
    for (const key of keys) {
      const isOld = isBefore(this.#latest.get(key), when)
      if (isOld && shown?.page.sharedKeys.includes(key)) this.#due.add(key)
    }
    this.#wake()
  }

  /**
   * Computes all that a page reads, which the tab comes to with this request.
   *
   * @param keys - those that the page reads
   */
  async arrive(scope: EventScope, keys: readonly string[]): Promise<void> {
    const { sources, definition } = this.#options
    await this.load(scope, keys)
    const left = sources.keys.filter(
      (key) => !keys.includes(key) && scope.peek(SHARED_STATE_ID, key) !== undefined
    )
    if (left.length === 0) return
    scope.supply(definition(), Object.fromEntries(left.map((key) => [key, undefined])))
  }

  /** Computes keys in a request of the page; they stay due where there is none. */
  async load(scope: EventScope, keys: readonly string[]): Promise<void> {
    const { ctx } = scope
    for (const key of keys) this.#due.add(key)
    if (!ctx) return
    const number = this.#begin(keys, markOf(ctx))
    const computed = await this.#compute(keys, ctx)
    const look: Look = (name) => scope.peek(SHARED_STATE_ID, name)
    const values = valuesOf(computed, look, this.#keysAfter(number, keys))
    scope.supply(this.#options.definition(), values)
    for (const key of keys) if (Object.hasOwn(values, key)) this.#unsure.set(key, values[key])
  }

  connected(): void {
    this.#wake()
  }

  /** What a request has computed is not there where middleware has failed after it. */
  stored(): void {
    if (this.#unsure.size === 0 && this.#due.size === 0) return
    const shown = this.#options.tab.states.tree[SHARED_STATE_ID] as object | undefined
    for (const [key, value] of this.#unsure) {
      if (shown && shown[key as never] !== value) this.#due.add(key)
    }
    this.#unsure.clear()
    this.#wake()
  }

  disowned(): void {
    this.#due.clear()
    this.#unsure.clear()
    // What still runs was computed for somebody else
    this.#latest.clear()
  }

  ended(): void {
    this.disowned()
  }

  pack(): true | undefined {
    const { shown } = this.#options.tab
    return shown && shown.page.sharedKeys.length > 0 ? true : undefined
  }

  /** A process that has the tab again has not heard what was to be refreshed meanwhile. */
  restore(): void {
    for (const key of this.#options.sources.keys) this.#due.add(key)
  }

  #begin(keys: readonly string[], request?: object): number {
    const latest = { number: ++this.#begun, at: performance.now(), request }
    for (const key of keys) {
      this.#due.delete(key)
      this.#unsure.delete(key)
      this.#latest.set(key, latest)
    }
    return latest.number
  }

  /** Those of which nothing newer is known than the computation of a number. */
  #keysAfter(number: number, keys: readonly string[]): string[] {
    return keys.filter((key) => this.#latest.get(key)?.number === number)
  }

  async #compute(keys: readonly string[], ctx: HttpContext): Promise<ComputedShared> {
    const { sources, host, tab } = this.#options
    const computed = await sources.compute(keys, ctx)
    for (const [event, error] of computed.failures) {
      await host.report(error, ctx, { tab: tab.id, state: SHARED_STATE_ID, event })
    }
    return computed
  }

  #wake(): void {
    this.#hasNews = true
    this.#schedule()
  }

  /** A page that somebody else is about to see is let in anew, with all that it reads. */
  #schedule(): void {
    const { tab, queue } = this.#options
    if (this.#isUnderWay || !this.#hasNews || this.#due.size === 0) return
    if (!tab.connected || tab.ended || tab.identity.stale) return
    this.#isUnderWay = true
    const add = () => queue.add({ run: () => this.#run(), over: () => this.#over() })
    const pause = this.#lastRun + PACE - performance.now()
    if (pause <= 0) add()
    else void wait(pause, undefined, { ref: false }).then(add)
  }

  async #run(): Promise<void> {
    const { tab, host } = this.#options
    this.#hasNews = false
    const { shown } = tab
    const keys = (shown?.page.sharedKeys ?? []).filter((key) => this.#due.has(key))
    if (!shown || keys.length === 0) return
    const number = this.#begin(keys)
    this.#isRunning = true
    try {
      const read = await host.reads.run(tab, 'full', ({ ctx }) => this.#compute(keys, ctx!))
      if (read) return await this.#show(read.value, number, keys)
      this.#putBack(number, keys)
      this.#hasNews = true
    } catch (error) {
      this.#putBack(number, keys)
      await host.report(error, undefined, { tab: tab.id, state: SHARED_STATE_ID })
    }
  }

  /** The run is through, or takes so long that nobody waits for it any more. */
  #over(): void {
    this.#isUnderWay = false
    this.#isRunning = false
    this.#lastRun = performance.now()
    this.#schedule()
  }

  /** What could not be computed is due with the next request of the page, or when somebody sees the tab again. */
  #putBack(number: number, keys: readonly string[]): void {
    for (const key of this.#keysAfter(number, keys)) this.#due.add(key)
  }

  /** Shows what was computed, in a turn of the tab. */
  async #show(computed: ComputedShared, number: number, keys: readonly string[]): Promise<void> {
    const { tab, host, definition } = this.#options
    await host.turns.run(tab, async () => {
      const { identity, states, outbox } = tab
      // Somebody else is about to see the page, who computes it as themselves
      if (identity.stale || identity.outdated) return
      const tree = states.tree[SHARED_STATE_ID] as Record<string, unknown> | undefined
      const values = valuesOf(computed, (name) => tree?.[name], this.#keysAfter(number, keys))
      if (Object.entries(values).every(([name, value]) => tree?.[name] === value)) return
      const scope = states.openScope({})
      scope.supply(definition(), values)
      const news = applyChange(tab, { prepared: states.prepare(scope), actions: [] })
      if (Object.keys(news).length > 0) outbox.push(news, true)
    })
  }
}

/** Whether what was computed may lack what was changed before it was asked for. */
function isBefore(computation: Computation | undefined, { at, by }: AskedWhen): boolean {
  if (!computation) return true
  const isOwn = by !== undefined && computation.request === by.request && computation.at >= by.at
  return computation.at <= at && !isOwn
}

/**
 * The vars that say what was computed. One that has failed keeps the value that it has.
 *
 * @param keys - those that count
 */
function valuesOf(
  { values, failures }: ComputedShared,
  look: Look,
  keys: readonly string[]
): Record<string, JsonValue | undefined> {
  const vars: Record<string, JsonValue | undefined> = {}
  const known = (look(FAILED_SHARED) ?? []) as string[]
  const failed = new Set(known)
  for (const key of keys) {
    const before = look(key)
    if (values.has(key)) {
      failed.delete(key)
      const value = values.get(key)!
      vars[key] = isDeepStrictEqual(before, value) ? (before as JsonValue) : frozen(value)
    } else if (failures.has(key) && before === undefined) failed.add(key)
  }
  if (failed.symmetricDifference(new Set(known)).size > 0) {
    vars[FAILED_SHARED] = failed.size > 0 ? frozen([...failed]) : undefined
  }
  return vars
}
