/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { News, NewsBus } from '../../../bus/main.ts'
import type { Change } from '../capture/main.ts'
import type { ErrorLog } from '../live/main.ts'
import { CHANNEL, ChangePublisher, HEARTBEAT } from './change_publisher.ts'
import type { PublisherParts } from './change_publisher.ts'
import { Peers } from './peers.ts'
import { readMessage } from './wire.ts'

/** What is used of the bus. */
export type ChangeBus = Pick<NewsBus, 'publish' | 'subscribe' | 'onListening'>

/** Milliseconds after which a process that says nothing is taken for dead. */
const SILENCE = 3 * HEARTBEAT + 1_000

/** Milliseconds in which messages that cannot be read are logged once. */
const UNREAD_LOG_INTERVAL = 60_000

/** What tells other processes of writes, and hears of theirs. */
export interface NewsParts extends PublisherParts {
  bus: ChangeBus
  /** Hears what other processes have changed. */
  receive: (changes: readonly Change[]) => void
  /** Whatever other processes may have changed was not heard. */
  missed: () => void
  logger: ErrorLog
}

/**
 * Tells other processes which rows this one has changed, and hears it from them. Messages may be lost: each has the
 * number of its table, and heartbeats repeat them, so that a hole is found and the whole table counts as changed.
 */
export class ChangeNews {
  readonly #parts: NewsParts
  readonly #publisher: ChangePublisher
  readonly #peers: Peers
  #stopLooking: () => void
  #isClosed = false
  #unreadLoggedAt = -Infinity

  constructor(parts: NewsParts) {
    this.#parts = parts
    this.#publisher = new ChangePublisher(parts)
    this.#peers = new Peers(parts.clock.now())
    this.#stopLooking = this.#lookLater()
    parts.bus.onListening(() => {
      // A process that has come, written and gone meanwhile is in nobody's heartbeat
      if (!this.#isClosed) parts.missed()
    })
  }

  /** Whether all has been told. */
  get isIdle(): boolean {
    return this.#publisher.isIdle
  }

  /** Begins to hear of others. */
  listen(): Promise<void> {
    return this.#parts.bus.subscribe<News>(CHANNEL, (message) => this.#hear(message))
  }

  /** Tells what is left, and says goodbye. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopLooking()
    await this.#publisher.close()
  }

  #hear(sent: News): void {
    if (this.#isClosed) return
    const { clock } = this.#parts
    const message = readMessage(sent)
    if (message === undefined) this.#noteUnread(clock.now())
    else if (message.p !== this.#publisher.id) this.#receive(this.#peers.hear(message, clock.now()))
  }

  /** Two releases that tell it in different ways may be running during a deploy. */
  #noteUnread(now: number): void {
    if (now - this.#unreadLoggedAt < UNREAD_LOG_INTERVAL) return
    this.#unreadLoggedAt = now
    this.#parts.logger.warn({}, 'changes that another process has told of could not be read')
  }

  #receive(changes: Change[]): void {
    if (changes.length > 0) this.#parts.receive(changes)
  }

  /** Looks who has fallen silent. */
  #lookLater(): () => void {
    const { clock } = this.#parts
    return clock.after(HEARTBEAT, () => {
      this.#stopLooking = this.#lookLater()
      this.#receive(this.#peers.forgetSilent(clock.now() - SILENCE))
    })
  }
}
