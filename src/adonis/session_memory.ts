/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import { copyOf } from './session_copies.ts'
import type { SessionValues } from './session_copies.ts'

/** What is used of the store of tests. */
interface MemoryStore {
  read(id: string): SessionValues | null
  write(id: string, values: SessionValues): void
}

const COPIED = Symbol.for('reflex.copies_sessions')

/**
 * Has the store of tests keep and hand out copies, as all others do: what a request takes out of its session is gone from the store
 * once it commits, and not before. It is known by its class, since an application may have a store of its own under that name.
 */
export async function copyMemorySessions(app: ApplicationService): Promise<void> {
  if (!app.config.has('session')) return
  const { defineConfig } = await import('@adonisjs/session')
  const { stores } = await defineConfig({ store: 'memory', stores: {} } as never).resolver(app)
  const { memory } = stores as unknown as { memory: () => MemoryStore }
  const prototype = Object.getPrototypeOf(memory()) as MemoryStore
  if (Object.hasOwn(prototype, COPIED)) return
  Object.defineProperty(prototype, COPIED, { value: true })
  const { read, write } = prototype
  prototype.read = function (id) {
    return copyOf(read.call(this, id))
  }
  prototype.write = function (id, values) {
    write.call(this, id, copyOf(values))
  }
}
