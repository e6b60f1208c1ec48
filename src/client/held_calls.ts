/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Calls that a debounce holds back, in the order in which they were made. What was called earlier
 * on a state is sent before what is called later.
 */
export class HeldCalls {
  #held = new Map<() => void, string>()

  /**
   * Holds a call back, the last one of all.
   *
   * @param run - sends it; it has to `release` it first
   */
  hold(run: () => void, state: string): void {
    this.#held.delete(run)
    this.#held.set(run, state)
  }

  /** A held call is about to be sent: sends the earlier ones of its state before it. */
  release(run: () => void): void {
    const state = this.#held.get(run)
    for (const [earlier, of] of [...this.#held]) {
      if (earlier === run) break
      if (of === state && this.#held.has(earlier)) earlier()
    }
    this.#held.delete(run)
  }

  /**
   * Sends what is held back.
   *
   * @param state - id of the state; all of them without one
   */
  flush(state?: string): void {
    for (const [run, of] of [...this.#held]) {
      if ((state === undefined || of === state) && this.#held.has(run)) run()
    }
  }
}
