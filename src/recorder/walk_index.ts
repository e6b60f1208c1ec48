/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EventEntry, JournalEnd, JournalEntry } from '../features/devtools/main.ts'

type Entry = JournalEntry | JournalEnd

/**
 * Where things are in a journal. It looks at each entry once, so that whoever reads one that is long need not look at all
 * that follows at each step.
 */
export class WalkIndex {
  /** Places of what is looked for, in order, by what it is. */
  #places = new Map<string, number[]>()
  /** How many acts there are before each place. */
  #acts: number[] = [0]

  constructor(entries: readonly Entry[]) {
    for (const [place, entry] of entries.entries()) {
      this.#note(entry, place)
      const { kind } = entry
      const isAct = kind === 'event' || kind === 'navigation' || kind === 'document'
      this.#acts.push(this.#acts[place] + (isAct ? 1 : 0))
    }
  }

  /** The place of the first entry of a kind after a place, of a tab; undefined where there is none. */
  next(kind: 'connected' | 'disconnected' | 'event', tab: string, after: number) {
    return this.#first(key(kind, tab), after)
  }

  /** Whether the event itself follows the claim for its files. */
  isAdmitted({ tab, state, event }: EventEntry, after: number): boolean {
    return this.#first(key('call', tab, state, event), after) !== undefined
  }

  /** Whether an event begins in the background. */
  isBegun({ tab, id }: EventEntry, after: number): boolean {
    return this.#first(key('begun', tab, id), after) !== undefined
  }

  /** Whether somebody does something else before a background event has ended. */
  isBeside({ tab, id }: EventEntry, after: number): boolean {
    const end = this.#first(key('ends', tab, id), after) ?? this.#acts.length - 1
    return this.#acts[end] > this.#acts[after + 1]
  }

  #note(entry: Entry, place: number): void {
    if (entry.kind === 'connected' || entry.kind === 'disconnected') {
      this.#add(key(entry.kind, entry.tab), place)
    } else if (entry.kind === 'event') {
      const { tab, state, event, isClaim } = entry
      this.#add(key('event', tab), place)
      if (!isClaim) this.#add(key('call', tab, state, event), place)
    } else if (entry.kind === 'news') {
      const { tab, answers, begun, ends } = entry
      if (answers !== undefined && begun) this.#add(key('begun', tab, answers), place)
      if (ends !== undefined) this.#add(key('ends', tab, ends), place)
    }
  }

  #add(name: string, place: number): void {
    const places = this.#places.get(name)
    if (places) places.push(place)
    else this.#places.set(name, [place])
  }

  #first(name: string, after: number): number | undefined {
    const places = this.#places.get(name) ?? []
    let [from, to] = [0, places.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (places[middle] > after) to = middle
      else from = middle + 1
    }
    return places[from]
  }
}

function key(...parts: (string | number)[]): string {
  return JSON.stringify(parts)
}
