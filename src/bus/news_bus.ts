/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Bus } from '@boringnode/bus'
import type { Serializable } from '@boringnode/bus/types/main'
import type { Logger } from '@adonisjs/core/logger'
import type { BusTransport } from './transports.ts'

/** What can be told to other processes: plain JSON. */
export type News = Serializable

const PREFIX = 'reflex:'

/** News that wait for a connection; the oldest go first. */
const WAITING = 10_000

/**
 * News between the processes of the application. A message reaches the other processes, never the
 * one that sent it, and those that are down when it is sent do not get it: whatever must not be
 * missed belongs into the store.
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

  constructor(transport: BusTransport, logger: Logger) {
    this.#transport = transport
    this.#logger = logger
    this.#bus = new Bus(transport.transport, {
      retryQueue: { enabled: true, removeDuplicates: false, maxSize: WAITING },
    })
  }

  /** Whether news would arrive now. */
  get ready(): boolean {
    return this.#transport.isReady()
  }

  /**
   * Tells the other processes. It never throws: news that cannot go out now wait.
   */
  async publish(channel: string, message: News): Promise<void> {
    await this.#bus.publish(PREFIX + channel, message)
  }

  /**
   * Listens to the other processes. What a handler throws is logged.
   */
  async subscribe<T extends News>(
    channel: string,
    handler: (message: T) => void | Promise<void>
  ): Promise<void> {
    await this.#bus.subscribe<T>(PREFIX + channel, async (message) => {
      try {
        await handler(message)
      } catch (error) {
        this.#logger.error({ err: error, channel }, 'the handler of news has failed')
      }
    })
  }

  /** No news after this. */
  async close(): Promise<void> {
    await this.#bus.disconnect().catch(() => {})
  }
}
