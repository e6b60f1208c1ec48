/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { configProvider } from '@adonisjs/core'
import type { ApplicationService, ConfigProvider } from '@adonisjs/core/types'
import type { Redis } from 'ioredis'
import { memoryTransport, redisTransport } from '../bus/main.ts'
import type { BusTransport } from '../bus/main.ts'
import { checkNames } from '../option_names.ts'
import type { OptionNames } from '../option_names.ts'
import { count, text, time } from '../option_values.ts'
import { connectRedis, ConnectionLog } from '../redis/main.ts'
import type { StateStore } from './contract.ts'
import { FileStore } from './file_store.ts'
import { MemoryStore } from './memory_store.ts'
import type { MemoryStoreConfig } from './memory_store.ts'

/** What carries messages between the processes that use a store. */
export interface OpenNews {
  transport: BusTransport
  /** Distinguishes the records of the store from those of other applications in the same place. */
  scope: string
}

/** A store, and what carries messages to the other processes that use it. */
export interface OpenStore extends OpenNews {
  store: StateStore
}

/** A store of `config/reflex.ts`. */
export interface StoreProvider extends ConfigProvider<OpenStore> {
  /** Opens only what carries messages, for a process without tabs. Missing where a single process uses the store. */
  news?(app: ApplicationService): Promise<OpenNews>
}

/** Options of `stores.file()`. */
export interface FileStoreConfig {
  /**
   * Folder of the files, relative to the application's root.
   *
   * @default 'tmp/reflex'
   */
  location?: string
}

/** Options of `stores.redis()`. */
export interface RedisStoreConfig {
  /** Name of a connection of `config/redis.ts`. By default, the default connection. */
  connection?: string
  /**
   * Prefix of the keys of tabs and rooms.
   *
   * @default 'reflex:tab:'
   */
  prefix?: string
  /**
   * Time after which an operation fails, in milliseconds or as `'5s'`. Shorter outages of redis
   * only delay events.
   *
   * @default '5s'
   */
  timeout?: number | string
}

const PREFIX = 'reflex:tab:'

const MEMORY: OptionNames<MemoryStoreConfig> = { maxTabs: true, maxBytes: true }
const FILE: OptionNames<FileStoreConfig> = { location: true }
const REDIS: OptionNames<RedisStoreConfig> = { connection: true, prefix: true, timeout: true }

/**
 * Stores of tabs for `config/reflex.ts`.
 *
 * @example
 * ```ts
 * export default defineConfig({
 *   store: env.get('REFLEX_STORE'),
 *   stores: {
 *     memory: stores.memory(),
 *     redis: stores.redis({ connection: 'main' }),
 *   },
 * })
 * ```
 */
export const stores = {
  /** Keeps tabs in the memory of the process, with limits. A restart loses them. */
  memory(config: MemoryStoreConfig = {}): StoreProvider {
    checkNames('stores.memory', config, MEMORY)
    count('stores.memory.maxTabs', config.maxTabs, 1)
    count('stores.memory.maxBytes', config.maxBytes, 1)
    return configProvider.create(async () => ({
      store: new MemoryStore(config),
      transport: memoryTransport(),
      scope: '',
    }))
  },

  /** Keeps tabs in files, for one process at a time. They survive a restart. */
  file(config: FileStoreConfig = {}): StoreProvider {
    checkNames('stores.file', config, FILE)
    const location = text('stores.file.location', config.location) ?? 'tmp/reflex'
    return configProvider.create(async (app) => ({
      store: new FileStore(app.makePath(location), await app.container.make('logger')),
      transport: memoryTransport(),
      scope: '',
    }))
  },

  /**
   * Keeps tabs in redis, for any number of processes. Requires `@adonisjs/redis`. Messages between
   * the processes use the same server.
   */
  redis(config: RedisStoreConfig = {}): StoreProvider {
    checkNames('stores.redis', config, REDIS)
    const connection = text('stores.redis.connection', config.connection)
    const prefix = config.prefix === '' ? '' : text('stores.redis.prefix', config.prefix)
    const limit = time('stores.redis.timeout', config.timeout, '5s')
    const connect = (app: ApplicationService, lazyConnect: boolean) =>
      connectRedis(app, {
        connection,
        options: {
          lazyConnect,
          commandTimeout: limit,
          // What many tabs write in one turn of the event loop goes out together
          enableAutoPipelining: true,
          // An operation ends by its time, whatever the number of attempts
          maxRetriesPerRequest: null,
          // The connection must come back, however long redis was away
          retryStrategy: (attempt: number) => Math.min(attempt * 50, 1_000),
        },
      })
    const newsOver = (redis: Redis, log: ConnectionLog): OpenNews => {
      const { db, keyPrefix } = redis.options
      return {
        transport: redisTransport(redis, log),
        // Publish and subscribe of redis knows neither databases nor prefixes
        scope: JSON.stringify([db ?? 0, keyPrefix ?? '', prefix ?? PREFIX]),
      }
    }
    const provider: StoreProvider = configProvider.create(async (app) => {
      const logger = await app.container.make('logger')
      const redis = await connect(app, false)
      const log = new ConnectionLog(logger)
      log.watch(redis)
      const { RedisStore } = await import('./redis_store.ts')
      const store = new RedisStore(redis, prefix ?? PREFIX, logger)
      return { store, ...newsOver(redis, log) }
    })
    provider.news = async (app) => {
      const log = new ConnectionLog(await app.container.make('logger'))
      return newsOver(await connect(app, true), log)
    }
    return provider
  },
}
