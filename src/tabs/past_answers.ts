/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { PastAnswer, UpdateFrame } from '../protocol/main.ts'

/** Characters of one answer, and of all of a tab, beyond which the browser learns that they are lost. */
const LONGEST = 4 * 1024
const SIZE = 16 * 1024

/** Answers of a tab: a browser acknowledges before it awaits as many. */
const MOST = 200

interface Entry {
  /** Number of its frame. */
  n: number
  answer: PastAnswer
  size: number
}

/** As stores keep it. */
export interface PackedAnswers {
  entries: readonly Entry[]
  forgotten: number
}

/**
 * What frames have answered that are kept no longer, and that the browser may not have: a snapshot has their
 * patches, and not what a handler has returned, why it failed, or its actions.
 */
export class PastAnswers {
  #entries: Entry[] = []
  #size = 0
  /** The highest id of those that are not there any more: a background event may end after newer ones. */
  #forgotten = 0

  /** In the order of their frames; those that say nothing but that an event has run are left out. */
  get list(): PastAnswer[] {
    return this.#entries.map(({ answer }) => answer)
  }

  /** Nobody knows what became of events up to this id, other than the list says; 0 for none. */
  get forgotten(): number {
    return this.#forgotten
  }

  /**
   * Whether a frame answers with more than patches. One that brings a page does not: without the page it
   * would answer nothing, and the browser asks for it again.
   */
  static has({ id, e, r, x, a, p }: Omit<UpdateFrame, 'n'>): boolean {
    if ((id ?? e) === undefined || p !== undefined) return false
    return r !== undefined || x !== undefined || a !== undefined
  }

  /**
   * @param text - of a frame that has one
   * @param isLost - the answer is nothing for who has the tab now
   */
  add(text: string, isLost: boolean): void {
    const { n, id, e, r, x, a } = JSON.parse(text) as UpdateFrame
    const answer: PastAnswer = { id: (e ?? id)!, r, x, a }
    const size = JSON.stringify(answer).length
    this.#add(isLost || size > LONGEST ? lostOf(n, answer) : { n, answer, size })
  }

  /**
   * Somebody else has the tab from now on, and learns of these only that they are lost.
   */
  disown(): void {
    this.#entries = this.#entries.map(({ n, answer }) => lostOf(n, answer))
    this.#size = 0
  }

  /** The browser has all frames up to this one. */
  acknowledge(n: number): void {
    while (this.#entries.length > 0 && this.#entries[0].n <= n) this.#drop()
    if (this.#entries.length === 0) this.#forgotten = 0
  }

  /** What a store keeps of it; undefined where there is nothing. */
  pack(): PackedAnswers | undefined {
    if (this.#entries.length === 0) return undefined
    return { entries: this.#entries, forgotten: this.#forgotten }
  }

  restore({ entries, forgotten }: PackedAnswers): void {
    this.#forgotten = forgotten
    for (const entry of entries) this.#add(entry)
  }

  #add(entry: Entry): void {
    this.#entries.push(entry)
    this.#size += entry.size
    while (this.#entries.length > MOST || this.#size > SIZE) {
      this.#forgotten = Math.max(this.#forgotten, this.#drop())
    }
  }

  #drop(): number {
    const { answer, size } = this.#entries.shift()!
    this.#size -= size
    return answer.id
  }
}

function lostOf(n: number, { id }: PastAnswer): Entry {
  return { n, answer: { id, lost: 1 }, size: 0 }
}
