/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** How much a ring keeps. */
export interface RingLimits {
  entries: number
  /** Characters of all entries. */
  characters: number
}

interface Item<T> {
  n: number
  text: string
  data: T
}

/**
 * The last entries of a journal: where it has reached a limit, the oldest go.
 */
export class Ring<T> {
  #limits: RingLimits
  #items: Item<T>[] = []
  #characters = 0
  #last: number
  #waiting = new Set<() => void>()

  /** @param last - the number before that of its first entry */
  constructor(limits: RingLimits, last = 0) {
    this.#limits = limits
    this.#last = last
  }

  get size(): number {
    return this.#items.length
  }

  get characters(): number {
    return this.#characters
  }

  /** Number of the last entry; that before its first where there is none. */
  get last(): number {
    return this.#last
  }

  /**
   * Adds an entry.
   *
   * @param write - makes its text, with its number. One that is longer than all that is kept is left out
   * @param data - what is kept with it
   */
  add(write: (n: number) => string, data: T): void {
    const n = ++this.#last
    const text = write(n)
    if (text.length <= this.#limits.characters) {
      this.#items.push({ n, text, data })
      this.#characters += text.length
    }
    this.#trim()
    for (const wake of this.#waiting) wake()
  }

  /** Texts of the entries after a number, the oldest first. */
  after(n: number): string[] {
    return this.#items.filter((item) => item.n > n).map(({ text }) => text)
  }

  /** What is kept with an entry; undefined where it is gone. */
  data(n: number): T | undefined {
    return this.#items.find((item) => item.n === n)?.data
  }

  /** What is kept with the entry before so many of the last ones; undefined where there is none. */
  before(count: number): T | undefined {
    return this.#items.at(-count - 1)?.data
  }

  /**
   * Resolves when there is an entry after a number, or nobody waits any longer.
   *
   * @param signal - aborted when nobody waits
   */
  async wait(n: number, signal: AbortSignal): Promise<void> {
    if (this.#last > n || signal.aborted) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.add(resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
    await promise
    this.#waiting.delete(resolve)
  }

  /** Nothing is added any more: nobody has to wait. */
  leave(): void {
    for (const wake of this.#waiting) wake()
  }

  #trim(): void {
    const { entries, characters } = this.#limits
    let gone = 0
    while (this.#items.length - gone > entries || this.#characters > characters) {
      this.#characters -= this.#items[gone++].text.length
    }
    if (gone > 0) this.#items.splice(0, gone)
  }
}
