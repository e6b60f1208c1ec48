/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { MemoryTransport } from '@boringnode/bus/transports/memory'
import type { Transport } from '@boringnode/bus/types/main'
import type { Redis } from 'ioredis'
import type { ConnectionLog } from '../redis/main.ts'
import { RedisTransport } from './redis_transport.ts'

/** What carries news between processes. */
export interface BusTransport {
  transport: Transport
  /** Whether news would arrive now. */
  isReady(): boolean
  /** Calls back whenever news begin to arrive: those that were told before were not heard. */
  onListening(callback: () => void): void
  /** Other applications may be on it: news are to be told apart from theirs. */
  readonly open: boolean
}

/** What publishes and subscribes: a transport of `@boringnode/bus`. */
export type MessageTransport = Transport

/** What carries messages between the processes that use a store of the application's own. */
export interface StoreBus {
  /** A message reaches the other processes, never the one that has sent it. */
  transport: MessageTransport
  /**
   * Whether messages of others would arrive now.
   *
   * @default () => true
   */
  isReady?(): boolean
  /**
   * Calls back whenever messages begin to arrive: those that were sent before were not heard.
   *
   * @default the transport's `onReconnect`
   */
  onListening?(callback: () => void): void
}

/** The bus of a store that an application has defined. Whoever else is on it, messages are signed. */
export function ownTransport(bus: StoreBus): BusTransport {
  return {
    transport: bus.transport,
    isReady: () => bus.isReady?.() ?? true,
    onListening: (callback) => {
      if (bus.onListening) bus.onListening(callback)
      else bus.transport.onReconnect(callback)
    },
    open: true,
  }
}

/** For one process, where there is nobody to tell. */
export function memoryTransport(): BusTransport {
  return { transport: new MemoryTransport(), isReady: () => true, onListening() {}, open: false }
}

/**
 * Publish and subscribe of redis, over two connections like the given one.
 *
 * @param log - hears when they fail
 */
export function redisTransport(redis: Redis, log?: ConnectionLog): BusTransport {
  const [publisher, subscriber] = [false, true].map((lazyConnect) => {
    const connection = redis.duplicate({
      // Who only tells needs no second connection
      lazyConnect,
      autoResubscribe: false,
      enableAutoPipelining: false,
      // News wait for the connection
      commandTimeout: undefined,
    })
    connection.on('error', (error: unknown) => log?.failed(error))
    return connection
  })
  const transport = new RedisTransport(publisher, subscriber, (error) => log?.failed(error))
  return {
    transport,
    isReady: () => transport.isReady,
    onListening: (callback) => transport.onListening(callback),
    open: true,
  }
}
