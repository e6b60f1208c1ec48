/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Milliseconds of a slot: what expires in one goes together. */
const SLOT = 1_000

/** Ids that are looked at without a break for others. */
const SLICE = 1_000

/**
 * Says when the time of ids is over, without a look at those whose time is not. It takes breaks, so
 * that many at once block nobody.
 */
export class ExpiryClock {
  #expired: (id: string) => void
  /** Ids by the slot in which their time is over. */
  #slots = new Map<number, Set<string>>()
  #next = 0
  #timer: NodeJS.Timeout | undefined
  #rest: NodeJS.Immediate | undefined

  /**
   * @param expired - its time is over
   */
  constructor(expired: (id: string) => void) {
    this.#expired = expired
  }

  /**
   * @param at - milliseconds of the monotonic clock
   */
  set(id: string, at: number): void {
    const slot = slotOf(at)
    let ids = this.#slots.get(slot)
    if (!ids) this.#slots.set(slot, (ids = new Set()))
    ids.add(id)
    if (this.#timer) return
    this.#next = Math.ceil(performance.now() / SLOT)
    this.#timer = setInterval(() => this.#look(), SLOT).unref()
  }

  /**
   * @param at - what it was set to
   */
  remove(id: string, at: number): void {
    this.#slots.get(slotOf(at))?.delete(id)
  }

  close(): void {
    clearInterval(this.#timer)
    clearImmediate(this.#rest)
    this.#timer = this.#rest = undefined
    this.#slots.clear()
  }

  #look(): void {
    if (this.#rest) return
    const now = Math.floor(performance.now() / SLOT)
    let left = SLICE
    for (; this.#next <= now; this.#next++) {
      const ids = this.#slots.get(this.#next)
      if (!ids) continue
      for (const id of ids) {
        if (left-- === 0) {
          this.#rest = setImmediate(() => {
            this.#rest = undefined
            this.#look()
          })
          return
        }
        ids.delete(id)
        this.#expired(id)
      }
      this.#slots.delete(this.#next)
    }
    if (this.#slots.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}

function slotOf(at: number): number {
  return Math.ceil(at / SLOT)
}
