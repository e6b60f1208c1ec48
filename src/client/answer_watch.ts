/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { PING_IDS } from '../protocol/main.ts'
import type { Environment } from './environment.ts'
import { unknownOutcome } from './errors.ts'
import type { Outbox } from './outbox.ts'
import { Timer } from './timer.ts'

/** How often messages are looked for that the server owes an answer, in milliseconds. */
const INTERVAL = 10_000

export interface AnswerWatchOptions {
  /** Asks the server about messages; what it says comes to `heard`. */
  ask: (ids: number[]) => void
  /** Begins another connection. */
  reconnect: () => void
}

/**
 * The last resort of messages whose answer does not come. A handler may take its time, so the
 * server is asked whether it works on them. What it does not work on is sent again over another
 * connection, once, and then fails: nothing that a page waits for stays open.
 */
export class AnswerWatch {
  #outbox: Outbox
  #options: AnswerWatchOptions
  #timer: Timer

  constructor(
    outbox: Outbox,
    clock: Pick<Environment, 'setTimeout' | 'clearTimeout'>,
    options: AnswerWatchOptions
  ) {
    this.#outbox = outbox
    this.#options = options
    this.#timer = new Timer(clock, () => this.#ask())
  }

  /** Messages were sent. */
  look(): void {
    if (this.#outbox.awaits && !this.#timer.running) this.#timer.start(INTERVAL)
  }

  /** The connection is gone, and its answers with it. */
  stop(): void {
    this.#timer.stop()
  }

  /**
   * @param lost - ids of messages that the server does not work on
   */
  heard(lost: readonly number[] = []): void {
    if (!this.#outbox.lose(lost, unknownOutcome())) return
    console.warn('[reflex] The server does not know of an event that was sent. Connecting again.')
    this.#options.reconnect()
  }

  #ask(): void {
    const ids = this.#outbox.late().slice(0, PING_IDS)
    if (ids.length > 0) this.#options.ask(ids)
    this.look()
  }
}
