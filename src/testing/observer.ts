/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { ApplicationService, EmitterService } from '@adonisjs/core/types'
import { findBinding, onEmit, showQueries } from '../adonis/main.ts'
import type { Recorder } from './recorder.ts'

/** Where the observer of an emitter is kept. */
const OBSERVER = Symbol.for('reflex.test_observer')

interface Observed {
  [OBSERVER]?: Observer
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
    const service: EmitterService & Observed = await app.container.make('emitter')
    if (service[OBSERVER]) return service[OBSERVER]
    const observer = new Observer()
    Object.defineProperty(service, OBSERVER, { value: observer })
    const emitter = onEmit(service, (event, data) =>
      observer.#current.getStore()?.note(event, data)
    )
    const database = await findBinding(app, 'lucid.db')
    if (database) showQueries(emitter, database)
    return observer
  }

  /** Runs code whose events and queries go to a recorder. */
  run<T>(recorder: Recorder, work: () => T): T {
    return this.#current.run(recorder, work)
  }
}
