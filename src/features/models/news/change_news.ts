/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { NewsBus } from '../../../bus/main.ts'
import type { Change, WriteCapture } from '../capture/main.ts'
import { Collector } from '../live/main.ts'
import type { Clock } from '../live/main.ts'
import { OwnVersions } from './own_versions.ts'
import { Peers, TOLD_FOR } from './peers.ts'
import { toWire } from './wire.ts'
import type { ChangeMessage } from './wire.ts'

/** What is used of the bus. */
export type ChangeBus = Pick<NewsBus, 'publish' | 'subscribe'>

const CHANNEL = 'models'

/** Milliseconds between heartbeats. */
const HEARTBEAT = 5_000

/** Milliseconds after which a process that says nothing is taken for dead. */
const SILENCE = 3 * HEARTBEAT + 1_000

/** What tells other processes of writes. */
export interface NewsParts {
  bus: ChangeBus
  capture: WriteCapture
  /** Hears what other processes have changed. */
  receive: (changes: readonly Change[]) => void
  clock: Clock
  /** Milliseconds for which changes are collected. */
  collect: number
}

/**
 * Tells other processes which rows this one has changed, and hears it from them. Messages may be lost: each has the
 * number of its table, and heartbeats repeat them, so that a hole is found and the whole table counts as changed.
 */
export class ChangeNews {
  readonly #id = randomUUID()
  readonly #bus: ChangeBus
  readonly #clock: Clock
  readonly #receive: (changes: readonly Change[]) => void
  readonly #own = new OwnVersions()
  readonly #peers: Peers
  readonly #beganAt: number
  readonly #collector: Collector
  readonly #stopListening: () => void
  readonly #outside = AsyncLocalStorage.snapshot()
  #stopBeating = () => {}
  #isClosed = false

  constructor({ bus, capture, receive, clock, collect }: NewsParts) {
    this.#bus = bus
    this.#clock = clock
    this.#receive = receive
    this.#beganAt = clock.now()
    this.#peers = new Peers(this.#beganAt)
    this.#collector = new Collector(clock, collect, (changes) => this.#tell(changes))
    this.#stopListening = capture.onCommit((changes) =>
      this.#outside(() => this.#collector.add(changes))
    )
    this.#beat()
  }

  /** Whether all has been told. */
  get isIdle(): boolean {
    return this.#collector.isIdle
  }

  /** Begins to hear of others. */
  listen(): Promise<void> {
    return this.#bus.subscribe<ChangeMessage>(CHANNEL, (message) => this.#hear(message))
  }

  /** Tells what is left, and says goodbye. */
  async close(): Promise<void> {
    this.#stopListening()
    await this.#collector.drain()
    this.#isClosed = true
    this.#stopBeating()
    this.#collector.close()
    await this.#publish({ p: this.#id, v: this.#lately(), bye: true })
  }

  async #tell(changes: Change[]): Promise<void> {
    const v = this.#own.count(changes, this.#clock.now())
    await this.#publish({ p: this.#id, c: changes.map(toWire), v })
  }

  #hear(message: ChangeMessage): void {
    if (this.#isClosed || message.p === this.#id) return
    this.#take(this.#peers.hear(message, this.#clock.now()))
  }

  #take(changes: Change[]): void {
    if (changes.length > 0) this.#receive(changes)
  }

  #beat(): void {
    this.#stopBeating = this.#clock.after(HEARTBEAT, () => {
      this.#beat()
      const now = this.#clock.now()
      this.#take(this.#peers.forgetSilent(now - SILENCE))
      void this.#publish({
        p: this.#id,
        v: this.#lately(),
        up: now - this.#beganAt,
        on: this.#own.connections,
      })
    })
  }

  #lately() {
    return this.#own.since(this.#clock.now() - TOLD_FOR)
  }

  async #publish(message: ChangeMessage): Promise<void> {
    await this.#bus.publish(CHANNEL, message)
  }
}
