/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Ring } from './ring.ts'
import type { RingLimits } from './ring.ts'

/** How much is kept of all tabs. */
export interface RingsLimits {
  /** Of each tab. */
  tab: RingLimits
  tabs: number
  /** Characters of all entries of all tabs. */
  characters: number
}

const LIMITS: RingsLimits = {
  tab: { entries: 500, characters: 2_000_000 },
  tabs: 50,
  characters: 16_000_000,
}

/**
 * The journals of all tabs. Where there are too many, those go that nobody has used for the longest time.
 */
export class Rings<T> {
  #limits: RingsLimits
  /** The one that was used last is the last. */
  #all = new Map<string, Ring<T>>()
  /** The highest number of those that are gone: a tab whose journal begins again counts on, since a panel asks for what follows. */
  #last = 0

  constructor(limits: RingsLimits = LIMITS) {
    this.#limits = limits
  }

  get size(): number {
    return this.#all.size
  }

  get characters(): number {
    let sum = 0
    for (const ring of this.#all.values()) sum += ring.characters
    return sum
  }

  /** The journal of a tab, which is begun where there is none. */
  of(tab: string): Ring<T> {
    const ring = this.#all.get(tab) ?? new Ring<T>(this.#limits.tab, this.#last)
    this.#all.delete(tab)
    this.#all.set(tab, ring)
    return ring
  }

  /** Adds an entry to the journal of a tab, as `Ring.add`. */
  add(tab: string, write: (n: number) => string, data: T): void {
    this.of(tab).add(write, data)
    for (const [name, ring] of this.#all) {
      if (name === tab || !this.#isOver) return
      this.#all.delete(name)
      this.#last = Math.max(this.#last, ring.last)
      ring.leave()
    }
  }

  get #isOver(): boolean {
    return this.#all.size > this.#limits.tabs || this.characters > this.#limits.characters
  }
}
