/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ChangeSet } from '../capture/main.ts'
import type { Change } from '../capture/main.ts'
import type { Clock } from './contracts.ts'

/** Hands changes on in batches, at most one in so many milliseconds. */
export class Collector {
  readonly #clock: Clock
  readonly #delay: number
  readonly #flush: (changes: Change[]) => Promise<void>
  readonly #changes = new ChangeSet()
  #cancel: (() => void) | undefined
  #flushing: Promise<void> | undefined
  #isClosed = false

  /**
   * @param delay - from the first change to the batch, in milliseconds
   * @param flush - takes a batch, and throws nothing; the next one waits for it
   */
  constructor(clock: Clock, delay: number, flush: (changes: Change[]) => Promise<void>) {
    this.#clock = clock
    this.#delay = delay
    this.#flush = flush
  }

  /** Whether nothing waits or is being handed on. */
  get isIdle(): boolean {
    return this.#changes.isEmpty && this.#flushing === undefined
  }

  add(changes: readonly Change[]): void {
    if (this.#isClosed) return
    this.#changes.addAll(changes)
    this.#schedule()
  }

  /** Hands on what waits, now, once what is being handed on has been taken. */
  async drain(): Promise<void> {
    await this.#flushing
    this.#cancel?.()
    this.#cancel = undefined
    if (!this.#changes.isEmpty) await this.#handOn()
  }

  /** Drops what waits. */
  close(): void {
    this.#isClosed = true
    this.#cancel?.()
    this.#changes.take()
  }

  #schedule(): void {
    if (this.#cancel !== undefined || this.#flushing || this.#changes.isEmpty) return
    this.#cancel = this.#clock.after(this.#delay, () => {
      this.#cancel = undefined
      void this.#handOn()
    })
  }

  #handOn(): Promise<void> {
    return (this.#flushing = this.#flush(this.#changes.take()).then(() => {
      this.#flushing = undefined
      this.#schedule()
    }))
  }
}
