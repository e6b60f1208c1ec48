/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { followConnections } from '../../../adonis/main.ts'

/** A query as Knex tells of it. */
export interface StartedQuery {
  sql: string
  bindings?: readonly unknown[]
  __knexQueryUid?: string
}

type Started = (query: StartedQuery) => void
type Responded = (response: unknown, query: StartedQuery) => void
type Failed = (error: unknown, query: StartedQuery) => void

/** What is used of the client of Knex. */
interface KnexEvents {
  on(event: 'query', listener: Started): unknown
  on(event: 'query-response', listener: Responded): unknown
  on(event: 'query-error', listener: Failed): unknown
  removeListener(event: string, listener: Started | Responded | Failed): unknown
}

/** Hears of the queries of all connections, in the async context of whoever has asked. */
export interface QueryListener {
  /** @param connection - its name */
  began(connection: string, query: StartedQuery): void
  /** @param error - why it failed; undefined where it did not */
  ended(query: StartedQuery, error?: unknown): void
}

/**
 * Follows the connections of Lucid, those that it opens later as well. A listener never throws.
 *
 * @returns stops it
 */
export function watchQueries(db: Database, listener: QueryListener): () => void {
  return followConnections(db, (name, connection) => {
    // Its types leave out what builders keep
    const client = connection.client!.client as KnexEvents
    const began: Started = (query) => listener.began(name, query)
    const responded: Responded = (_, query) => listener.ended(query)
    const failed: Failed = (error, query) => listener.ended(query, error)
    client.on('query', began)
    client.on('query-response', responded)
    client.on('query-error', failed)
    return () => {
      client.removeListener('query', began)
      client.removeListener('query-response', responded)
      client.removeListener('query-error', failed)
    }
  })
}
