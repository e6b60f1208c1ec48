/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JournalEnd, NewEntry } from './entries.ts'

/** How much a journal takes. */
export interface JournalLimits {
  entries: number
  /** Characters of all entries as JSON. */
  characters: number
}

/** Takes an entry as JSON, without a line break. */
export type JournalSink = (line: string) => void

/** Hears why a journal could not be written. */
export type JournalFailed = (error: unknown) => void

const LIMITS: JournalLimits = { entries: 20_000, characters: 32_000_000 }

/**
 * What tabs did in development, entry by entry. When it has reached a limit, it says so and takes nothing
 * more: a recording without its middle could not be played. For the same reason it takes nothing after an entry that
 * could not be written, and whoever has done what it tells of never hears of that.
 */
export class Journal {
  #sink: JournalSink
  #failed: JournalFailed
  #limits: JournalLimits
  #begunAt = performance.now()
  #entries = 0
  #characters = 0
  #isOver = false

  /** @param failed - called once, with what the sink has thrown */
  constructor(sink: JournalSink, failed: JournalFailed, limits: JournalLimits = LIMITS) {
    this.#sink = sink
    this.#failed = failed
    this.#limits = limits
  }

  add(entry: NewEntry): void {
    if (this.#isOver) return
    try {
      this.#write(JSON.stringify({ ...entry, at: this.#time }))
    } catch (error) {
      this.#isOver = true
      this.#failed(error)
    }
  }

  #write(line: string): void {
    this.#entries++
    this.#characters += line.length
    if (this.#entries <= this.#limits.entries && this.#characters <= this.#limits.characters) {
      this.#sink(line)
      return
    }
    this.#isOver = true
    const end: JournalEnd = { kind: 'full', at: this.#time }
    this.#sink(JSON.stringify(end))
  }

  get #time(): number {
    return Math.round(performance.now() - this.#begunAt)
  }
}
