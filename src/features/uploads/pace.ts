/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'

/** Milliseconds that bytes wait where others need the process: they come at 64 MB/s then, which few networks have. */
const PAUSE = 1

/**
 * How fast bytes are taken: as fast as they come, unless others were served since the last look.
 */
export class Pace {
  #served: () => number
  #last: number

  /**
   * @param served - how many events have run in the process so far
   */
  constructor(served: () => number) {
    this.#served = served
    this.#last = served()
  }

  /** @returns when to go on; undefined for at once */
  giveWay(): Promise<void> | undefined {
    const served = this.#served()
    if (served === this.#last) return undefined
    this.#last = served
    return setTimeout(PAUSE)
  }
}
