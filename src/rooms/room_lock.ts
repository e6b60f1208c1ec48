/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

interface Waiting {
  enter(): void
  timer: NodeJS.Timeout | undefined
}

/**
 * Lets one turn after the other into a room, in the order in which they came.
 */
export class RoomLock {
  #held = false
  #waiting: Waiting[] = []

  /** Whether a turn is in the room or waits for it. */
  get busy(): boolean {
    return this.#held
  }

  /** Whether a turn waits for another one to leave the room. */
  get contested(): boolean {
    return this.#waiting.length > 0
  }

  /**
   * Enters the room when its turn has come.
   *
   * @param limit - milliseconds
   * @returns false when it did not come in time
   */
  async enter(limit: number): Promise<boolean> {
    if (!this.#held) {
      this.#held = true
      return true
    }
    return new Promise((resolve) => {
      const waiting: Waiting = { enter: () => resolve(true), timer: undefined }
      waiting.timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        resolve(false)
      }, limit)
      this.#waiting.push(waiting)
    })
  }

  /** Enters the room after the turn that is in it, before all that wait. */
  async enterNext(): Promise<void> {
    if (!this.#held) {
      this.#held = true
      return
    }
    await new Promise<void>((enter) => this.#waiting.unshift({ enter, timer: undefined }))
  }

  leave(): void {
    const next = this.#waiting.shift()
    if (!next) {
      this.#held = false
      return
    }
    clearTimeout(next.timer)
    next.enter()
  }
}
