/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { Logger } from '@adonisjs/core/logger'
import { Redis } from 'ioredis'
import { memoryTransport, NewsBus, NewsSeal, redisTransport } from '../../../src/bus/main.ts'
import { MemoryStore, RedisStore } from '../../../src/stores/main.ts'
import { ModelProcess } from './model_process.ts'
import type { ModelOptions } from './model_process.ts'

const logger = new Logger({ enabled: false })

/** What the processes of an application have in common. */
export type Application = Omit<ModelOptions, 'name' | 'store' | 'bus'>

/** Processes of one application. */
export interface World {
  processes: ModelProcess[]
  close(): Promise<void>
}

/** One process, which keeps its tabs in memory. */
export async function openOne(application: Application): Promise<World> {
  const bus = new NewsBus(memoryTransport(), logger)
  const store = new MemoryStore()
  const process = new ModelProcess({ name: 'one', store, bus, ...application })
  return {
    processes: [process],
    close: async () => {
      process.close()
      await bus.close()
    },
  }
}

/** Two processes, with a store and a bus on redis. */
export async function openTwo(application: Application): Promise<World> {
  const prefix = `reflex-test:${randomUUID()}:`
  const closers: (() => Promise<unknown>)[] = []
  const seal = new NewsSeal('secret', prefix)
  const processes: ModelProcess[] = []
  for (const name of [randomUUID(), randomUUID()]) {
    const redis = new Redis({ enableAutoPipelining: true })
    const store = new RedisStore(redis, prefix)
    const news = new Redis()
    const bus = new NewsBus(redisTransport(news), logger, [seal])
    const process = new ModelProcess({ name, store, bus, ...application })
    await process.listen()
    processes.push(process)
    closers.push(async () => {
      process.close()
      await bus.close()
      news.disconnect()
      const keys = await redis.keys(`${prefix}*`)
      if (keys.length > 0) await redis.del(keys)
      await store.close()
    })
  }
  return {
    processes,
    close: async () => {
      for (const close of closers) await close()
    },
  }
}
