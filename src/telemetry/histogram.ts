/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Upper bounds of the buckets of all histograms, in milliseconds. */
export const BOUNDS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] as const

/** How long something took, each time. */
export interface TimeHistogram {
  /** How often it was measured. */
  count: number
  /** Milliseconds in all. */
  sum: number
  /** How many took `upTo` milliseconds at most: each bucket has those of the ones before it as well. */
  buckets: { upTo: number; count: number }[]
}

/**
 * Counts times in fixed buckets.
 */
export class Histogram {
  #counts = new Array<number>(BOUNDS.length).fill(0)
  #count = 0
  #sum = 0

  /** @param time - milliseconds */
  add(time: number): void {
    this.#count++
    this.#sum += time
    const index = BOUNDS.findIndex((bound) => time <= bound)
    if (index !== -1) this.#counts[index]++
  }

  read(): TimeHistogram {
    let count = 0
    const buckets = BOUNDS.map((upTo, index) => ({ upTo, count: (count += this.#counts[index]) }))
    return { count: this.#count, sum: this.#sum, buckets }
  }
}
