/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownWork } from '../panel/shown.ts'

/** How much a browser keeps. */
export interface EntryLimits {
  entries: number
  /** Characters of all entries as JSON. */
  characters: number
}

const LIMITS: EntryLimits = { entries: 500, characters: 2_000_000 }

interface Kept {
  entry: ShownWork
  length: number
}

/**
 * The last entries that the panel was told of: where there are too many, the oldest go.
 */
export class Entries {
  #limits: EntryLimits
  #kept: Kept[] = []
  #characters = 0

  constructor(limits: EntryLimits = LIMITS) {
    this.#limits = limits
  }

  /** The oldest first. */
  get all(): ShownWork[] {
    return this.#kept.map(({ entry }) => entry)
  }

  get size(): number {
    return this.#kept.length
  }

  get characters(): number {
    return this.#characters
  }

  add(entry: ShownWork): void {
    const { length } = JSON.stringify(entry)
    this.#kept.push({ entry, length })
    this.#characters += length
    const { entries, characters } = this.#limits
    let gone = 0
    while (this.#kept.length - gone > entries || this.#characters > characters) {
      this.#characters -= this.#kept[gone++].length
    }
    if (gone > 0) this.#kept.splice(0, gone)
  }

  clear(): void {
    this.#kept.length = 0
    this.#characters = 0
  }
}
