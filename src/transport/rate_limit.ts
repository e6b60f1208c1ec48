/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Counts frames against a limit: a bucket that holds one second's worth and fills steadily.
 */
export class RateLimit {
  #perSecond: number
  #tokens: number
  #filledAt: number

  constructor(perSecond: number) {
    this.#perSecond = perSecond
    this.#tokens = perSecond
    this.#filledAt = performance.now()
  }

  /** Takes one; false when there is none left. */
  take(): boolean {
    const now = performance.now()
    const filled = this.#tokens + ((now - this.#filledAt) / 1000) * this.#perSecond
    this.#tokens = Math.min(this.#perSecond, filled)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}
