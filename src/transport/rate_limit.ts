/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Seconds' worth that may come at once: a browser that was offline sends all that it kept. */
const BURST = 3

/**
 * Counts frames against a limit: a bucket that holds some seconds' worth and fills steadily.
 */
export class RateLimit {
  #perSecond: number
  #tokens: number
  #filledAt: number

  constructor(perSecond: number) {
    this.#perSecond = perSecond
    this.#tokens = perSecond * BURST
    this.#filledAt = performance.now()
  }

  /** Takes one; false when there is none left. */
  take(): boolean {
    const now = performance.now()
    const filled = this.#tokens + ((now - this.#filledAt) / 1000) * this.#perSecond
    this.#tokens = Math.min(this.#perSecond * BURST, filled)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}
