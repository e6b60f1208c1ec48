/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Numbers from one to another, both included. */
interface Range {
  from: number
  to: number
  noticedAt: number
}

/** Ranges that are kept; more of them are not worth a query. */
const MOST_RANGES = 100

/**
 * Numbers that are missing in a series, since whoever got them has not committed yet, or never will. The series begins
 * with the first number that is taken.
 */
export class Gaps {
  #highest: number
  #ranges: Range[] = []

  /** @param highest - the number that comes before all others */
  constructor(highest: number) {
    this.#highest = highest
  }

  get highest(): number {
    return this.#highest
  }

  /** The ranges in which numbers may still come. */
  get ranges(): readonly { from: number; to: number }[] {
    return this.#ranges
  }

  /** Whether there are more than may be looked for. */
  get isFull(): boolean {
    return this.#ranges.length > MOST_RANGES
  }

  /**
   * Notes that a number is there.
   *
   * @param now - in milliseconds
   * @returns whether it is new
   */
  fill(number: number, now: number): boolean {
    if (number > this.#highest) {
      const [from, to] = [this.#highest + 1, number - 1]
      if (from <= to) this.#ranges.push({ from, to, noticedAt: now })
      this.#highest = number
      return true
    }
    const index = this.#ranges.findIndex(({ from, to }) => from <= number && number <= to)
    if (index < 0) return false
    const { from, to, noticedAt } = this.#ranges[index]
    const parts = [
      { from, to: number - 1, noticedAt },
      { from: number + 1, to, noticedAt },
    ]
    this.#ranges.splice(index, 1, ...parts.filter((part) => part.from <= part.to))
    return true
  }

  /**
   * Gives up the numbers that were noticed before a time: their transactions were rolled back.
   *
   * @returns whether there were so many that some were given up too early
   */
  expire(before: number): boolean {
    this.#ranges = this.#ranges.filter(({ noticedAt }) => noticedAt >= before)
    const { isFull } = this
    if (isFull) this.#ranges = []
    return isFull
  }
}
