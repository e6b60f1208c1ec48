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

const LIMITS: JournalLimits = { entries: 20_000, characters: 32_000_000 }

/**
 * What tabs did in development, entry by entry. When it has reached a limit, it says so and takes nothing
 * more: a recording without its middle could not be played.
 */
export class Journal {
  #sink: JournalSink
  #limits: JournalLimits
  #begunAt = performance.now()
  #entries = 0
  #characters = 0
  #isFull = false

  constructor(sink: JournalSink, limits: JournalLimits = LIMITS) {
    this.#sink = sink
    this.#limits = limits
  }

  add(entry: NewEntry): void {
    if (this.#isFull) return
    const line = JSON.stringify({ ...entry, at: this.#time })
    this.#entries++
    this.#characters += line.length
    if (this.#entries <= this.#limits.entries && this.#characters <= this.#limits.characters) {
      this.#sink(line)
      return
    }
    this.#isFull = true
    const end: JournalEnd = { kind: 'full', at: this.#time }
    this.#sink(JSON.stringify(end))
  }

  get #time(): number {
    return Math.round(performance.now() - this.#begunAt)
  }
}
