/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { ApplicationService } from '@adonisjs/core/types'
import type { Recorder } from './recorder.ts'

/** Where the observer of an emitter is kept. */
const OBSERVER = Symbol.for('reflex.test_observer')

interface EmitterLike {
  emit(event: unknown, data: unknown): Promise<void>
  emitSerial(event: unknown, data: unknown): Promise<void>
  on(event: 'db:query', listener: () => void): () => void
  off(event: 'db:query', listener: unknown): void
  [OBSERVER]?: Observer
}

interface DatabaseLike {
  prettyPrint: unknown
  manager: {
    connections: Map<
      string,
      { config: { debug?: boolean }; connection?: { config: { debug?: boolean } } }
    >
  }
}

/**
 * Tells what an application emits and asks its database while a test runs an event, and whose
 * event it was: code carries its recorder along, so tests that run side by side stay apart.
 */
export class Observer {
  #current = new AsyncLocalStorage<Recorder>()

  /**
   * The observer of an application. It listens from the first call on.
   */
  static async of(app: ApplicationService): Promise<Observer> {
    const emitter = (await app.container.make('emitter')) as unknown as EmitterLike
    if (emitter[OBSERVER]) return emitter[OBSERVER]
    const observer = new Observer()
    Object.defineProperty(emitter, OBSERVER, { value: observer })
    observer.#listen(emitter)
    if (app.container.hasBinding('lucid.db' as never)) {
      const database = (await app.container.make('lucid.db' as never)) as DatabaseLike
      observer.#hearQueries(emitter, database)
    }
    return observer
  }

  /** Runs code whose events and queries go to a recorder. */
  run<T>(recorder: Recorder, work: () => T): T {
    return this.#current.run(recorder, work)
  }

  /** Takes note of an event before the emitter does anything with it: it may be a fake. */
  #listen(emitter: EmitterLike): void {
    for (const name of ['emit', 'emitSerial'] as const) {
      const emit = emitter[name].bind(emitter)
      emitter[name] = (event, data) => {
        this.#current.getStore()?.note(event, data)
        return emit(event, data)
      }
    }
  }

  /**
   * Lucid tells of its queries only where somebody listens and the connection is debugged. It
   * prints them then as well, which nobody has asked for.
   */
  #hearQueries(emitter: EmitterLike, { manager, prettyPrint }: DatabaseLike): void {
    const connections = [...manager.connections.values()]
    if (!connections.some(({ config }) => config.debug)) emitter.off('db:query', prettyPrint)
    emitter.on('db:query', () => {})
    for (const { config, connection } of connections) {
      config.debug = true
      if (connection) connection.config.debug = true
    }
  }
}
