/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Patch, StateSnapshot } from '../protocol/main.ts'
import type { KnownStates } from './known_states.ts'
import type { StateNews } from './prepared_change.ts'
import type { Vars } from './transaction.ts'

/**
 * Collects what one frame tells a browser, and notes that it was told.
 */
export class NewsCollector {
  #known: KnownStates
  #patches: Record<string, Patch[]> = {}
  #bases: number[] = []
  #snapshots: Record<string, StateSnapshot> = {}

  constructor(known: KnownStates) {
    this.#known = known
  }

  /** @param patches - from what the browser has to `wire` */
  change(id: string, patches: Patch[], wire: Vars | undefined, room: Vars | undefined): void {
    if (patches.length === 0) return this.#known.note(id, room)
    const { base } = this.#known.advance(id, wire, room)
    this.#patches[id] = patches
    this.#bases.push(base)
  }

  show(id: string, snapshot: StateSnapshot, wire: Vars, room: Vars | undefined): void {
    const { step } = this.#known.advance(id, wire, room)
    this.#snapshots[id] = step === 0 ? snapshot : { ...snapshot, b: step }
  }

  get empty(): boolean {
    return this.#bases.length === 0 && Object.keys(this.#snapshots).length === 0
  }

  get news(): StateNews {
    const news: StateNews = {}
    if (this.#bases.length > 0) {
      news.d = this.#patches
      news.k = this.#bases.length === 1 ? this.#bases[0] : this.#bases
    }
    if (Object.keys(this.#snapshots).length > 0) news.s = this.#snapshots
    return news
  }
}
