/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../../protocol/main.ts'
import type { EventScope } from '../../../state/main.ts'
import type { LiveQuery, Stamp, Watch } from '../live/main.ts'
import type { Follower, FollowerParts } from './follower.ts'
import type { DerivedQuery } from './derived_query.ts'
import type { OwnWrites } from './own_writes.ts'
import { isStamp } from './stamps.ts'

/** A live var, as far as its result is followed. */
export interface FollowedResult extends LiveQuery<EventScope, JsonValue, DerivedQuery> {
  /** What its result fills, by var. */
  valuesOf(result: JsonValue): Record<string, JsonValue>
  /** It is loaded with pages and events, and hears of nothing in between. */
  readonly isStill: boolean
}

/** Follows the result of a query, as a whole. */
export class ResultFollower implements Follower {
  readonly #live: FollowedResult
  readonly #parts: FollowerParts
  #watch: Watch<EventScope, JsonValue> | undefined
  #stamp: Stamp | undefined
  values: Record<string, JsonValue> = {}

  constructor(live: FollowedResult, parts: FollowerParts) {
    this.#live = live
    this.#parts = parts
  }

  get isOpen(): boolean {
    return this.#watch?.isClosed === false
  }

  async load(scope: EventScope): Promise<void> {
    const isNew = !this.isOpen
    const watch = isNew ? this.#open() : this.#watch!
    try {
      await watch.load(scope)
      if (this.#live.isStill) watch.close()
    } catch (error) {
      if (isNew) watch.close()
      throw error
    }
  }

  async complete(scope: EventScope, writes: OwnWrites): Promise<void> {
    const stamp = this.#stamp
    if (stamp === undefined) return this.load(scope)
    const isSame = async () =>
      (await this.#parts.engine.baseKeyOf(this.#live, scope)) === stamp.baseKey
    if (writes.concern(scope, stamp.tables) || !(await isSame())) await this.load(scope)
  }

  resume(): void {
    if (this.#stamp && !this.#live.isStill) this.#open().resume(this.#stamp)
  }

  close(): void {
    this.#watch?.close()
  }

  pack(): Stamp | undefined {
    return this.#stamp
  }

  restore(packed: unknown): void {
    if (!isStamp(packed)) throw new TypeError('The stamp of a live var has another shape')
    this.#stamp = packed
  }

  #open(): Watch<EventScope, JsonValue> {
    const { tab, engine, events } = this.#parts
    const watch = engine.watch(tab, this.#live, {
      loaded: (value) => this.#show(value, watch.stamp),
      show: (value) => {
        this.#show(value, watch.stamp)
        events.changed()
      },
      // It is shown as soon as the budget allows
      news: () => {},
      left: () => events.left(),
      refused: () => events.refused(),
    })
    this.#watch = watch
    return watch
  }

  #show(value: JsonValue, stamp: Stamp | undefined): void {
    this.values = this.#live.valuesOf(value)
    this.#stamp = stamp
  }
}
