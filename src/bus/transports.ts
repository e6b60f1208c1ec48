/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { MemoryTransport } from '@boringnode/bus/transports/memory'
import type { Transport, TransportEncoder } from '@boringnode/bus/types/main'
import type { Redis } from 'ioredis'

/** What carries news between processes. */
export interface BusTransport {
  transport: Transport
  /** Whether news would arrive now. */
  isReady(): boolean
  /** Other applications may be on it: news are to be told apart from theirs. */
  readonly open: boolean
}

/** Its messages are text, written by the processes of one application after the id of their sender. */
const encoder: TransportEncoder = {
  encode: ({ busId, payload }) => `${busId} ${payload as string}`,
  decode: <T>(data: string | Buffer) => {
    const text = data.toString()
    const end = text.indexOf(' ')
    return { busId: text.slice(0, end), payload: text.slice(end + 1) as T }
  },
}

/** For one process, where there is nobody to tell. */
export function memoryTransport(): BusTransport {
  return { transport: new MemoryTransport(), isReady: () => true, open: false }
}

/**
 * Publish and subscribe of redis, over two connections like the given one.
 */
export async function redisTransport(redis: Redis): Promise<BusTransport> {
  const { RedisTransport } = await import('@boringnode/bus/transports/redis')
  const connections: Redis[] = []
  // The transport makes its connections itself, and nobody else could listen to their errors
  const template = Object.create(redis, {
    duplicate: {
      value: () => {
        const connection = redis.duplicate({
          // ioredis writes a subscription before its own questions to the server, which a
          // connection that has subscribed may not ask any more
          enableReadyCheck: false,
          disableClientInfo: true,
          enableAutoPipelining: false,
          // News wait for the connection
          commandTimeout: undefined,
        })
        connection.on('error', () => {})
        connections.push(connection)
        return connection
      },
    },
  }) as Redis
  const transport = new RedisTransport(template, encoder)
  return {
    transport,
    isReady: () => connections.every(({ status }) => status === 'ready'),
    open: true,
  }
}
