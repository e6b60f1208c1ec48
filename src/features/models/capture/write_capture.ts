/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { ConnectionContract } from '@adonisjs/lucid/types/database'
import { followConnections } from '../../../adonis/main.ts'
import type { ChangeListener } from './change.ts'
import { ConnectionCapture } from './connection_capture.ts'
import type { KnexBuilder, KnexClient, KnexQuery } from './knex.ts'

/** Hears of a query that went well, in the async context of its caller. */
export type QueryListener = (
  connection: string,
  query: KnexQuery,
  builder: KnexBuilder,
  response: unknown
) => void

/** Hears what listeners throw. */
export interface CaptureLog {
  error(fields: Record<string, unknown>, message: string): void
}

/** The key of a table of which no model is known. */
const USUAL_KEY = 'id'

/**
 * Sees what an application writes through Lucid, and tells it once it is committed: in the order of commits, and
 * nothing of what is rolled back. It sees queries, so hooks and models make no difference. No query of its own is run.
 *
 * It does not see cascades, of which only the delete that sets them off is told, triggers, functions that a `select`
 * calls, streams, and whoever writes without this application.
 *
 * @example
 * ```ts
 * const capture = new WriteCapture(logger)
 * capture.attach(db)
 * capture.onCommit((changes) => console.log(changes))
 * ```
 */
export class WriteCapture {
  readonly #logger: CaptureLog
  readonly #listeners = new Set<ChangeListener>()
  readonly #queryListeners = new Set<QueryListener>()
  readonly #keys = new Map<string, string>()
  readonly #detach = new Map<Database, () => void>()

  /** @param logger - told what listeners throw: a writer never hears of it */
  constructor(logger: CaptureLog) {
    this.#logger = logger
  }

  /** Follows the connections of a database, those that it opens later as well. */
  attach(db: Database): void {
    if (this.#detach.has(db)) return
    const stop = followConnections(db, (name, connection) => {
      const followed = this.#follow(db, name, connection)
      return () => followed.close()
    })
    this.#detach.set(db, stop)
  }

  /** Leaves a database alone. */
  detach(db: Database): void {
    this.#detach.get(db)?.()
    this.#detach.delete(db)
  }

  /**
   * Calls a listener with what each commit has changed, before the writer goes on, in its async context.
   *
   * @returns stops it
   */
  onCommit(listener: ChangeListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /**
   * Calls a listener for each query that went well.
   *
   * @returns stops it
   */
  onQuery(listener: QueryListener): () => void {
    this.#queryListeners.add(listener)
    return () => void this.#queryListeners.delete(listener)
  }

  /** Notes the primary key of a table, whose ids are told then. It is `id` where nobody has said so. */
  learnKey(table: string, key: string): void {
    this.#keys.set(table, key)
  }

  /** The primary key of a table. */
  keyOf(table: string): string {
    return this.#keys.get(table) ?? USUAL_KEY
  }

  /** Leaves all databases alone, and forgets the listeners. */
  close(): void {
    for (const db of [...this.#detach.keys()]) this.detach(db)
    this.#listeners.clear()
    this.#queryListeners.clear()
  }

  #follow(db: Database, name: string, connection: ConnectionContract): ConnectionCapture {
    // Its types leave out what builders keep
    const client = connection.client!.client as KnexClient
    return new ConnectionCapture(client, {
      connection: name,
      keyOf: (table) => this.keyOf(table),
      publish: (changes) => {
        for (const listener of this.#listeners) this.#safely(() => listener(changes))
      },
      responded: (query, builder, response) => {
        for (const listener of this.#queryListeners) {
          this.#safely(() => listener(name, query, builder, response))
        }
      },
      failed: (error) => this.#failed(error),
      isGlobal: (of) => {
        const transaction = db.connectionGlobalTransactions.get(name)
        return (transaction?.knexClient.client as KnexClient | undefined) === of
      },
    })
  }

  #safely(call: () => void): void {
    try {
      call()
    } catch (error) {
      this.#failed(error)
    }
  }

  #failed(error: unknown): void {
    this.#logger.error({ err: error }, 'a listener to queries has failed')
  }
}
