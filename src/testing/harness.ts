/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Encryption } from '@adonisjs/core/encryption'
import type { ApplicationService } from '@adonisjs/core/types'
import { sessionCookieOf } from '../adonis/main.ts'
import type { Reflex } from '../reflex.ts'
import { EventCoverage } from './exploration/event_coverage.ts'
import { Observer } from './observer.ts'

/** The application under test, and what tests need of it. */
export interface Harness {
  app: ApplicationService
  reflex: Reflex
  encryption: Encryption
  observer: Observer
  coverage: EventCoverage
  /** Name of the session cookie; undefined in an application without sessions. */
  sessionCookie: string | undefined
}

/** What tests need of an application that has been started. */
export async function harnessOf(app: ApplicationService): Promise<Harness> {
  const [reflex, encryption, observer] = await Promise.all([
    app.container.make('reflex'),
    app.container.make(Encryption),
    Observer.of(app),
  ])
  const sessionCookie = await sessionCookieOf(app)
  const coverage = new EventCoverage()
  return { app, reflex: reflex as Reflex, encryption, observer, coverage, sessionCookie }
}
