/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { within } from '../../within.ts'

/** Refreshes that run at once in a process: others keep their share of it. */
const CONCURRENCY = 8

/** Milliseconds after which one that does not end lets the next one begin. */
const PATIENCE = 10_000

/** Something to be done. Neither of them throws. */
export interface Work {
  run(): Promise<void>
  /** It was done, or is not waited for any more. */
  over(): void
}

/** Work of many tabs, a few of them at a time, in the order in which it was added. */
export class WorkQueue {
  #waiting: Work[] = []
  #running = 0

  add(work: Work): void {
    this.#waiting.push(work)
    this.#next()
  }

  #next(): void {
    while (this.#running < CONCURRENCY) {
      const work = this.#waiting.shift()
      if (!work) return
      this.#running++
      void within(PATIENCE, work.run()).finally(() => {
        this.#running--
        work.over()
        this.#next()
      })
    }
  }
}
