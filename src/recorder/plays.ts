/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { UserMark } from '../features/devtools/main.ts'
import type { JsonValue } from '../protocol/main.ts'
import type { Seen } from './walk.ts'

/** One line that a play has written down. */
export type PlayNote = { walk: number; play: number } & (
  | { kind: 'step'; step: number; seen: Seen; error?: string }
  | { kind: 'reference'; step: number; key: string; value: JsonValue }
  | { kind: 'user'; column: string; value: JsonValue; exists: boolean }
)

/**
 * What came of one walk each time that it was played.
 */
export class Plays {
  #notes: readonly PlayNote[]
  #count: number

  /**
   * @param notes - of all walks
   * @param walk - index of the walk
   * @param count - how often it was played
   */
  constructor(notes: readonly PlayNote[], walk: number, count: number) {
    this.#notes = notes.filter((note) => note.walk === walk)
    this.#count = count
  }

  /** What came of a step in each play. */
  seen(step: number): Seen[] {
    return this.#steps(step).map(({ seen }) => seen)
  }

  /** Why a step could not be played; undefined when it was, each time. */
  failureAt(step: number): string | undefined {
    const notes = this.#steps(step)
    const failed = notes.find(({ error }) => error !== undefined)
    if (failed) return failed.error
    return notes.length < this.#count ? 'it was not reached when it was played' : undefined
  }

  /** Whether a value that the page shows was another one in a play. */
  differs(step: number, key: string, value: unknown): boolean {
    return this.#notes.some(
      (note) =>
        note.kind === 'reference' &&
        note.step === step &&
        note.key === key &&
        String(note.value) !== String(value)
    )
  }

  /** Whether the user is in the database of tests. */
  exists({ column, value }: UserMark): boolean {
    return this.#notes.some(
      (note) =>
        note.kind === 'user' && note.exists && note.column === column && note.value === value
    )
  }

  #steps(step: number): Extract<PlayNote, { kind: 'step' }>[] {
    return this.#notes.filter((note) => note.kind === 'step').filter((note) => note.step === step)
  }
}
