/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { LONGEST_TIMER } from '../protocol/main.ts'
import type { Environment } from './environment.ts'

/**
 * One timeout that can be started again.
 */
export class Timer {
  #environment: Pick<Environment, 'setTimeout' | 'clearTimeout'>
  #callback: () => void
  #handle: unknown

  constructor(environment: Pick<Environment, 'setTimeout' | 'clearTimeout'>, callback: () => void) {
    this.#environment = environment
    this.#callback = callback
  }

  get running(): boolean {
    return this.#handle !== undefined
  }

  /** Begins anew, also while it is running. What no timer can hold takes as long as one can. */
  start(milliseconds: number): void {
    this.stop()
    this.#handle = this.#environment.setTimeout(
      () => {
        this.#handle = undefined
        this.#callback()
      },
      Math.min(milliseconds, LONGEST_TIMER)
    )
  }

  stop(): void {
    if (this.running) this.#environment.clearTimeout(this.#handle)
    this.#handle = undefined
  }
}
