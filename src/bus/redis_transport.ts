/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Serializable, SubscribeHandler, Transport } from '@boringnode/bus/types/main'
import type { Redis } from 'ioredis'
import { refusalOf, withoutArguments } from '../redis/main.ts'
import { within } from '../within.ts'

/** Milliseconds until a subscription that was refused is tried again. */
const RETRY = 1_000

/** Milliseconds that a server has to answer a goodbye. */
const GOODBYE = 500

type Handler = SubscribeHandler<Serializable>

/** Who waits for a subscription. */
interface Waiting {
  resolve(): void
  reject(error: Error): void
}

/**
 * Publish and subscribe of redis. It subscribes anew whenever its connection is ready: ioredis does that by
 * itself as well, and ends the process when the server refuses it then.
 *
 * Messages are text, written by the processes of one application after the id of their sender.
 */
export class RedisTransport implements Transport {
  #publisher: Redis
  #subscriber: Redis
  #failed: (error: unknown) => void
  #id = ''
  #handlers = new Map<string, Handler[]>()
  #waiting: Waiting[] = []
  #isSubscribed = false
  #listening = () => {}
  #retry: NodeJS.Timeout | undefined

  /**
   * @param publisher - a connection of its own, which the transport closes
   * @param subscriber - another one, which connects with the first subscription and does not subscribe by itself
   * @param failed - hears of subscriptions that the server refuses
   */
  constructor(publisher: Redis, subscriber: Redis, failed: (error: unknown) => void) {
    this.#publisher = publisher
    this.#subscriber = subscriber
    this.#failed = failed
    subscriber.on('message', (channel: string, text: string) => this.#heard(channel, text))
    subscriber.on('ready', () => void this.#listen())
    subscriber.on('close', () => (this.#isSubscribed = false))
  }

  /** Whether messages would arrive now. */
  get isReady(): boolean {
    const isHearing = this.#isSubscribed && this.#subscriber.status === 'ready'
    return (isHearing || this.#handlers.size === 0) && this.#publisher.status === 'ready'
  }

  /** Calls back whenever messages begin to arrive: those that were published before were not heard. */
  onListening(callback: () => void): void {
    this.#listening = callback
  }

  setId(id: string): this {
    this.#id = id
    return this
  }

  onReconnect(callback: () => void): void {
    this.#publisher.on('ready', callback)
  }

  async publish(channel: string, message: Serializable): Promise<void> {
    try {
      await this.#publisher.publish(channel, `${this.#id} ${message as string}`)
    } catch (error) {
      throw withoutArguments(error)
    }
  }

  /**
   * Resolves when messages arrive, however long that takes.
   *
   * @throws E_STORE_REFUSED when the server does not let this application subscribe
   */
  subscribe<T extends Serializable>(channel: string, handler: SubscribeHandler<T>): Promise<void> {
    const handlers = this.#handlers.get(channel)
    if (handlers) handlers.push(handler as Handler)
    else this.#handlers.set(channel, [handler as Handler])
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.push({ resolve, reject })
    const { status } = this.#subscriber
    if (status === 'ready') void this.#listen()
    // It goes on trying when the first attempt fails, and says so by itself
    else if (status === 'wait') this.#subscriber.connect().catch(() => {})
    return promise
  }

  async unsubscribe(channel: string): Promise<void> {
    this.#handlers.delete(channel)
    await this.#subscriber.unsubscribe(channel)
  }

  async disconnect(): Promise<void> {
    clearTimeout(this.#retry)
    await Promise.all(
      [this.#publisher, this.#subscriber].map(async (connection) => {
        // A server that is gone would never answer a polite goodbye
        if (connection.status === 'ready') {
          await within(
            GOODBYE,
            connection.quit().catch(() => {})
          )
        }
        connection.disconnect()
      })
    )
  }

  async #listen(): Promise<void> {
    clearTimeout(this.#retry)
    const channels = [...this.#handlers.keys()]
    if (channels.length === 0) return
    const waiting = this.#waiting.splice(0)
    try {
      await this.#subscriber.subscribe(...channels)
      const wasDeaf = !this.#isSubscribed
      this.#isSubscribed = true
      for (const { resolve } of waiting) resolve()
      if (wasDeaf) this.#listening()
    } catch (cause) {
      const error = withoutArguments(cause)
      this.#isSubscribed = false
      const refusal = refusalOf(error)
      if (refusal) {
        this.#failed(error)
        for (const { reject } of waiting) reject(refusal)
      } else this.#waiting.push(...waiting)
      // A connection that was lost says itself when it is back
      this.#retry = setTimeout(() => this.#again(), RETRY).unref()
    }
  }

  #again(): void {
    if (this.#subscriber.status === 'ready') void this.#listen()
  }

  #heard(channel: string, text: string): void {
    const end = text.indexOf(' ')
    if (text.slice(0, end) === this.#id) return
    for (const handler of this.#handlers.get(channel) ?? []) void handler(text.slice(end + 1))
  }
}
