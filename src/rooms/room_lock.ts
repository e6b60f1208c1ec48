/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A hold, which may be in rooms and wait for others. */
export interface Entrant {
  readonly waiting: ReadonlySet<RoomLock>
}

interface Waiting {
  entrant: Entrant | undefined
  acquire(): void
  timer: NodeJS.Timeout | undefined
}

/**
 * Lets one hold after the other into a room, in the order in which they came.
 */
export class RoomLock {
  #held = false
  /** Who is in the room. */
  #owner: Entrant | undefined
  #waiting: Waiting[] = []

  /** Whether a hold is in the room or waits for it. */
  get busy(): boolean {
    return this.#held
  }

  /** Whether a hold waits for another one to release the room. */
  get contested(): boolean {
    return this.#waiting.length > 0
  }

  /** Whether who is in the room waits, by way of others too, for a room that the entrant is in. */
  closesCircle(entrant: Entrant): boolean {
    const seen = new Set<RoomLock>()
    const leadsBack = (lock: RoomLock): boolean => {
      if (seen.has(lock)) return false
      seen.add(lock)
      const owner = lock.#owner
      return owner !== undefined && (owner === entrant || [...owner.waiting].some(leadsBack))
    }
    return leadsBack(this)
  }

  /**
   * Acquires the lock when its turn has come.
   *
   * @param limit - milliseconds
   * @returns false when it did not come in time
   */
  async acquire(limit: number, entrant?: Entrant): Promise<boolean> {
    if (!this.#held) {
      this.#held = true
      this.#owner = entrant
      return true
    }
    return new Promise((resolve) => {
      const waiting: Waiting = { entrant, acquire: () => resolve(true), timer: undefined }
      waiting.timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        resolve(false)
      }, limit)
      this.#waiting.push(waiting)
    })
  }

  /** Acquires the lock after the hold that has it, before all that wait. */
  async acquireNext(): Promise<void> {
    if (!this.#held) {
      this.#held = true
      return
    }
    await new Promise<void>((acquire) =>
      this.#waiting.unshift({ entrant: undefined, acquire, timer: undefined })
    )
  }

  release(): void {
    const next = this.#waiting.shift()
    this.#owner = next?.entrant
    if (!next) {
      this.#held = false
      return
    }
    clearTimeout(next.timer)
    next.acquire()
  }
}
