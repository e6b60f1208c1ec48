/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { LONGEST_TIMER } from '../../protocol/main.ts'

/**
 * The timers of a test's tab. None outlives it: one that was set for an hour would keep the runner.
 */
export class TabTimers {
  #running = new Set<NodeJS.Timeout>()
  #ended = false

  start(callback: () => void, milliseconds: number): NodeJS.Timeout | undefined {
    if (this.#ended) return undefined
    const timer = setTimeout(
      () => {
        this.#running.delete(timer)
        callback()
      },
      Math.min(milliseconds, LONGEST_TIMER)
    )
    this.#running.add(timer)
    return timer
  }

  stop(timer: unknown): void {
    clearTimeout(timer as NodeJS.Timeout)
    this.#running.delete(timer as NodeJS.Timeout)
  }

  /** Stops all, and starts no more. */
  end(): void {
    this.#ended = true
    for (const timer of this.#running) clearTimeout(timer)
    this.#running.clear()
  }
}
