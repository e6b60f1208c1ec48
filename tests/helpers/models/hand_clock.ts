/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Clock } from '../../../src/features/models/live/main.ts'

/** Time that passes when a test says so. */
export class HandClock implements Clock {
  #now = 0
  readonly #timers = new Set<{ at: number; callback: () => void }>()

  now(): number {
    return this.#now
  }

  after(delay: number, callback: () => void): () => void {
    const timer = { at: this.#now + delay, callback }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** How many callbacks wait. */
  get waiting(): number {
    return this.#timers.size
  }

  /** Lets milliseconds pass, and calls back whatever is due, in its order. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#timers.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.callback()
    }
    this.#now = end
  }
}
