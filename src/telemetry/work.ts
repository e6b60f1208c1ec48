/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What runs: an event, a navigation, or the rendering of a page. */
export interface WorkItem {
  /** State and event, `Cart.add`; route of a navigation; file of a page that is rendered. */
  readonly name: string
  /** When it has begun, in milliseconds of the monotonic clock. */
  readonly begunAt: number
}

/** What may have kept the event loop. */
export interface Suspects {
  /** Those that were seen to keep it until they waited for something. */
  seen: string[]
  /** All others that ran. */
  others: string[]
}

/** Milliseconds after which what has ended is remembered until the next look. */
const LONG = 900

/**
 * Knows what runs in this process, to say what has kept it.
 */
export class Work {
  #running = new Set<WorkItem>()
  #ended = new Set<string>()
  #seen = new Set<string>()

  /** Runs work under a name. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const item: WorkItem = { name, begunAt: performance.now() }
    this.#running.add(item)
    try {
      const promise = work()
      if (performance.now() - item.begunAt > LONG) this.#seen.add(name)
      return await promise
    } finally {
      this.#running.delete(item)
      if (performance.now() - item.begunAt > LONG) this.#ended.add(name)
    }
  }

  /** Calls code of the application, which may keep the process until it waits for something. */
  watch<T>(name: string, call: () => T): T {
    const begunAt = performance.now()
    try {
      return call()
    } finally {
      if (performance.now() - begunAt > LONG) this.#seen.add(name)
    }
  }

  /** What runs, and what has ended since the last look after a long time. */
  look(): Suspects {
    const seen = [...this.#seen]
    const others = new Set(this.#ended)
    for (const { name } of this.#running) others.add(name)
    for (const name of seen) others.delete(name)
    this.#seen.clear()
    this.#ended.clear()
    return { seen, others: [...others] }
  }

  /** Forgets what has ended. */
  forget(): void {
    if (this.#seen.size > 0) this.#seen.clear()
    if (this.#ended.size > 0) this.#ended.clear()
  }
}

/** Of this process. */
export const runningWork = new Work()
