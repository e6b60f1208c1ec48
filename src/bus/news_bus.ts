/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Bus } from '@boringnode/bus'
import type { Serializable } from '@boringnode/bus/types/main'
import type { Logger } from '@adonisjs/core/logger'
import { figures, traced } from '../telemetry/main.ts'
import type { NewsSeal } from './news_seal.ts'
import type { BusTransport } from './transports.ts'

/** What can be told to other processes: plain JSON. */
export type News = Serializable

const PREFIX = 'reflex:'

/** News that wait for a connection; the oldest go first. */
const WAITING = 10_000

/** Milliseconds in which news of others are logged once. */
const FOREIGN_LOG_INTERVAL = 60_000

/** What is sealed: the namespaces that its sender tells it to, and the news. */
interface Envelope<T> {
  /** Left out where there is one. */
  k?: string[]
  m: T
}

/**
 * News between the processes of the application. A message reaches the other processes, never the
 * one that sent it, and those that are down when it is sent do not get it: whatever must not be
 * missed belongs into the store.
 *
 * Where others may use the same server, channels carry a namespace of the application, and its news
 * are signed with its key. While its key is being replaced, an application tells its news under each
 * key that it knows, so that processes with the older key hear them too.
 *
 * @example
 * ```ts
 * await bus.subscribe('session', ({ id }: { id: string }) => moveTabs(id))
 * await bus.publish('session', { id })
 * ```
 */
export class NewsBus {
  #bus: Bus
  #transport: BusTransport
  #logger: Logger
  #seals: readonly NewsSeal[]
  #foreignLoggedAt = -Infinity
  readonly #listening: (() => void)[] = []

  /**
   * @param seals - of the application's keys; none where no other application can be on the bus
   */
  constructor(transport: BusTransport, logger: Logger, seals: readonly NewsSeal[] = []) {
    this.#transport = transport
    this.#logger = logger
    this.#seals = seals
    this.#bus = new Bus(transport.transport, {
      retryQueue: { enabled: true, removeDuplicates: false, maxSize: WAITING },
    })
    transport.onListening(() => this.#listening.forEach((callback) => callback()))
  }

  /** Whether news would arrive now. */
  get ready(): boolean {
    return this.#transport.isReady()
  }

  /**
   * Tells the other processes. It never throws: news that cannot go out now wait.
   */
  publish(channel: string, message: News): Promise<void> {
    const publish = () => this.#publish(channel, message)
    return figures.run('bus', 'publish', () =>
      traced('bus', () => ({ operation: 'publish' }), publish)
    )
  }

  async #publish(channel: string, message: News): Promise<void> {
    if (this.#seals.length === 0) {
      await this.#bus.publish(PREFIX + channel, message)
      return
    }
    const envelope: Envelope<News> = { m: message }
    if (this.#seals.length > 1) envelope.k = this.#namespaces
    const text = JSON.stringify(envelope)
    await Promise.all(
      this.#seals.map((seal) => this.#bus.publish(nameOf(seal, channel), seal.seal(channel, text)))
    )
  }

  /**
   * Listens to the other processes. What a handler throws is logged.
   */
  async subscribe<T extends News>(
    channel: string,
    handler: (message: T) => void | Promise<void>
  ): Promise<void> {
    const handle = async (message: T) => {
      try {
        await handler(message)
      } catch (error) {
        this.#logger.error({ err: error, channel }, 'the handler of a message failed')
      }
    }
    if (this.#seals.length === 0) {
      await this.#bus.subscribe<T>(PREFIX + channel, handle)
      return
    }
    for (const seal of this.#seals) {
      await this.#bus.subscribe<News>(nameOf(seal, channel), async (sealed) => {
        const message = this.#open<T>(seal, channel, sealed)
        if (message) await handle(message.m)
      })
    }
  }

  /**
   * Calls back whenever news begin to arrive, for the first time or after a connection was lost. What others have told
   * before was not heard. It must throw nothing.
   */
  onListening(callback: () => void): void {
    this.#listening.push(callback)
  }

  /** No news after this. */
  async close(): Promise<void> {
    await this.#bus.disconnect().catch(() => {})
  }

  get #namespaces(): string[] {
    return this.#seals.map(({ namespace }) => namespace)
  }

  /** @returns undefined for news of others, and for those that come under another key as well */
  #open<T>(seal: NewsSeal, channel: string, sealed: News): Envelope<T> | undefined {
    const text = typeof sealed === 'string' ? seal.open(channel, sealed) : undefined
    if (text === undefined) {
      this.#noteForeign(channel)
      return undefined
    }
    const envelope = JSON.parse(text) as Envelope<T>
    const known = new Set(this.#namespaces)
    const first = envelope.k?.find((namespace) => known.has(namespace))
    return first === undefined || first === seal.namespace ? envelope : undefined
  }

  #noteForeign(channel: string): void {
    const now = performance.now()
    if (now - this.#foreignLoggedAt < FOREIGN_LOG_INTERVAL) return
    this.#foreignLoggedAt = now
    this.#logger.warn({ channel }, 'message dropped: this application did not sign it')
  }
}

function nameOf({ namespace }: NewsSeal, channel: string): string {
  return `${PREFIX}${namespace}:${channel}`
}
