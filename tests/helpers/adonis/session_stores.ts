/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppFactory } from '@adonisjs/core/factories/app'
import type { ApplicationService } from '@adonisjs/core/types'
import { defineConfig, stores } from '@adonisjs/session'
import type { SessionStoreFactory } from '@adonisjs/session/types'
import { Redis } from 'ioredis'
import { copyMemorySessions, noteCarriedSessions } from '../../../src/adonis/main.ts'

/** A store as a test uses it. */
export interface OpenedStore {
  factory: SessionStoreFactory
  close(): Promise<void>
}

/** An application with sessions, or with another configuration. */
async function makeApp(
  config: Record<string, unknown> = { session: {} }
): Promise<ApplicationService> {
  const app = new AppFactory().create(new URL('./', import.meta.url), () => {})
  app.useConfig(config)
  await app.init()
  await app.boot()
  return app as unknown as ApplicationService
}

/** Does with the store of tests what the provider does with it. */
export async function copyMemory(config?: Record<string, unknown>): Promise<void> {
  await copyMemorySessions(await makeApp(config))
}

async function factoryOf(
  store: string,
  configured: Record<string, unknown> = {},
  bindings: Record<string, unknown> = {}
): Promise<SessionStoreFactory> {
  const app = await makeApp()
  for (const [name, value] of Object.entries(bindings)) {
    app.container.bindValue(name as never, value as never)
  }
  const config = await defineConfig({ store, stores: configured } as never).resolver(app)
  return (config.stores as Record<string, SessionStoreFactory>)[store]
}

/** Stores of sessions that servers keep, as Adonis has them. */
export const SERVER_STORES: [name: string, tags: string[], open: () => Promise<OpenedStore>][] = [
  [
    'memory',
    [],
    async () => {
      await copyMemory()
      return { factory: await factoryOf('memory'), close: async () => {} }
    },
  ],
  [
    'file',
    [],
    async () => {
      const location = join(tmpdir(), `reflex-sessions-${randomUUID()}`)
      return {
        factory: await factoryOf('file', { file: stores.file({ location }) }),
        close: () => rm(location, { recursive: true, force: true }),
      }
    },
  ],
  [
    'redis',
    ['@redis'],
    async () => {
      const keyPrefix = `reflex-sessions:${randomUUID()}:`
      const redis = new Redis({ keyPrefix })
      const connection = () => redis
      return {
        factory: await factoryOf(
          'redis',
          { redis: stores.redis({ connection: 'main' as never }) },
          { redis: { connection } }
        ),
        close: async () => {
          const keys = await redis.keys(`${keyPrefix}*`)
          if (keys.length > 0) await redis.del(keys.map((key) => key.slice(keyPrefix.length)))
          await redis.quit()
        },
      }
    },
  ],
]

/** The store that browsers keep. */
export async function cookieStore(): Promise<SessionStoreFactory> {
  await noteCarriedSessions(await makeApp())
  return factoryOf('cookie', { cookie: stores.cookie() })
}

/** A store whose calls wait until a test lets them go. */
export class HeldStore {
  readonly #held = new Map<string, Promise<void>>()
  readonly #reached = new Map<string, PromiseWithResolvers<void>>()

  /** Holds the next calls of a method. */
  hold(method: 'read' | 'write' | 'destroy'): { reached: Promise<void>; release: () => void } {
    const gate = Promise.withResolvers<void>()
    const reached = Promise.withResolvers<void>()
    this.#held.set(method, gate.promise)
    this.#reached.set(method, reached)
    const release = () => {
      this.#held.delete(method)
      gate.resolve()
    }
    return { reached: reached.promise, release }
  }

  /**
   * Holds back what goes to a store before it gets there.
   *
   * @param empties - what is being written is empty until it is, as a file
   */
  before(factory: SessionStoreFactory, empties = false): SessionStoreFactory {
    return (ctx, config) => {
      const store = factory(ctx, config)
      const pass = async (method: string) => {
        this.#reached.get(method)?.resolve()
        await this.#held.get(method)
      }
      return {
        read: async (id) => {
          await pass('read')
          return store.read(id)
        },
        write: async (id, values) => {
          if (empties) await store.destroy(id)
          await pass('write')
          await store.write(id, values)
        },
        destroy: async (id) => {
          await pass('destroy')
          await store.destroy(id)
        },
        touch: (id) => store.touch(id),
      }
    }
  }
}
