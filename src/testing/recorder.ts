/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Session } from '../adonis/main.ts'

/** A query of Lucid. */
export interface RecordedQuery {
  sql: string
  bindings: readonly unknown[]
  connection?: string
  model?: string
}

/** An event of Adonis' emitter: a name or an event class, and its data. */
export interface EmittedEvent {
  event: unknown
  data: unknown
}

/**
 * What the application did on behalf of one page of a test.
 */
export class Recorder {
  /** Events of the application's emitter, in order, faked ones included. */
  readonly emitted: EmittedEvent[] = []
  /** Queries since the last call of the test. */
  readonly queries: RecordedQuery[] = []
  /** The session as the last request left it. */
  session: Session | undefined

  /** Whether a request of the page has reached this process. */
  isReached = false

  note(event: unknown, data: unknown): void {
    if (event === 'db:query') {
      const { sql, bindings = [], connection, model } = data as RecordedQuery
      this.queries.push({ sql, bindings, connection, model })
      return
    }
    if (event === 'session:committed' || event === 'session:initiated') {
      this.session = (data as { session: Session }).session
    }
    this.emitted.push({ event, data })
  }

  /** A call of the test begins. */
  startCall(): void {
    this.queries.length = 0
  }
}
