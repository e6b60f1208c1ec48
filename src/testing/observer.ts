/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingHttpHeaders } from 'node:http'
import type { ApplicationService, EmitterService } from '@adonisjs/core/types'
import { findBinding, onEmit, showQueries, surroundRequests } from '../adonis/main.ts'
import type { Recorder } from './recorder.ts'

/** Where the observer of an emitter is kept. */
const OBSERVER = Symbol.for('reflex.test_observer')

/** The header by which a request of a test's tab says whose it is. No handler sees it. */
export const RECORDER_HEADER = 'x-reflex-test'

interface Observed {
  [OBSERVER]?: Observer
}

/**
 * Tells what an application emits and asks its database while a test runs an event, and whose
 * event it was: code carries its recorder along, so tests that run side by side stay apart.
 */
export class Observer {
  #current = new AsyncLocalStorage<Recorder>()
  #recorders = new Map<string, Recorder>()

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
    surroundRequests(await app.container.make('server'), (request, handle) => {
      const recorder = observer.#recorderOf(request.headers)
      return recorder ? observer.run(recorder, handle) : handle()
    })
    return observer
  }

  /**
   * What requests with the header do goes to a recorder, in whichever way they come.
   *
   * @returns ends that
   */
  expect(id: string, recorder: Recorder): () => void {
    this.#recorders.set(id, recorder)
    return () => this.#recorders.delete(id)
  }

  /** Runs code whose events and queries go to a recorder. */
  run<T>(recorder: Recorder, work: () => T): T {
    return this.#current.run(recorder, work)
  }

  #recorderOf(headers: IncomingHttpHeaders): Recorder | undefined {
    const id = headers[RECORDER_HEADER]
    if (typeof id !== 'string') return undefined
    Reflect.deleteProperty(headers, RECORDER_HEADER)
    const recorder = this.#recorders.get(id)
    if (recorder) recorder.isReached = true
    return recorder
  }
}
