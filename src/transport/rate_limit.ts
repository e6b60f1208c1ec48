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
  #burst: number
  #tokens: number
  #filledAt: number

  /**
   * @param burst - how many may come at once
   */
  constructor(perSecond: number, burst = perSecond * BURST) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
    this.#filledAt = performance.now()
  }

  /** Takes one; false when there is none left. */
  consume(): boolean {
    const now = performance.now()
    const filled = this.#tokens + ((now - this.#filledAt) / 1000) * this.#perSecond
    this.#tokens = Math.min(this.#burst, filled)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}
