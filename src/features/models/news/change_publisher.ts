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
import { TOLD_FOR } from './peers.ts'
import { toWire } from './wire.ts'
import type { ChangeMessage } from './wire.ts'

export const CHANNEL = 'models'

/** Milliseconds between heartbeats. */
export const HEARTBEAT = 5_000

/** What tells other processes of writes. */
export interface PublisherParts {
  bus: Pick<NewsBus, 'publish'>
  capture: WriteCapture
  clock: Clock
  /** Milliseconds for which changes are collected. */
  collect: number
}

/**
 * Tells other processes which rows this one has changed, from the first commit on. Each message has the number of its
 * table, and heartbeats repeat them, so that whoever has missed one notices.
 */
export class ChangePublisher {
  /** Id of this process. */
  readonly id = randomUUID()
  readonly #bus: PublisherParts['bus']
  readonly #clock: Clock
  readonly #versions = new OwnVersions()
  /** When it told of something for the first time. */
  #beganAt = 0
  readonly #collector: Collector
  readonly #stopListening: () => void
  readonly #outside = AsyncLocalStorage.snapshot()
  #stopBeating: (() => void) | undefined
  #isBeating = false
  #closed: Promise<void> | undefined

  constructor({ bus, capture, clock, collect }: PublisherParts) {
    this.#bus = bus
    this.#clock = clock
    this.#collector = new Collector(clock, collect, (changes) => this.#publishChanges(changes))
    this.#stopListening = capture.onCommit((changes) =>
      this.#outside(() => this.#collector.add(changes))
    )
  }

  /** Whether all has been told. */
  get isIdle(): boolean {
    return this.#collector.isIdle
  }

  /** Tells what is left, and says goodbye. Resolves once the bus has taken it, however long that takes. */
  close(): Promise<void> {
    return (this.#closed ??= this.#close())
  }

  async #close(): Promise<void> {
    // What is committed meanwhile is told as well
    while (!this.#collector.isIdle) await this.#collector.drain()
    this.#stopListening()
    this.#collector.close()
    if (this.#stopBeating === undefined) return
    this.#stopBeating()
    await this.#publish({ p: this.id, v: this.#lately(), bye: true })
  }

  async #publishChanges(changes: Change[]): Promise<void> {
    const now = this.#clock.now()
    const v = this.#versions.count(changes, now)
    if (this.#stopBeating === undefined) {
      this.#beganAt = now
      this.#beatLater()
    }
    await this.#publish({ p: this.id, c: changes.map(toWire), v })
  }

  #beatLater(): void {
    this.#stopBeating = this.#clock.after(HEARTBEAT, () => {
      this.#beatLater()
      void this.#beat()
    })
  }

  async #beat(): Promise<void> {
    // While the bus is away, one waits for it, and not one for each time
    if (this.#isBeating) return
    this.#isBeating = true
    const up = this.#clock.now() - this.#beganAt
    await this.#publish({ p: this.id, v: this.#lately(), up, on: this.#versions.connections })
    this.#isBeating = false
  }

  #lately() {
    return this.#versions.since(this.#clock.now() - TOLD_FOR)
  }

  async #publish(message: ChangeMessage): Promise<void> {
    await this.#bus.publish(CHANNEL, message)
  }
}
