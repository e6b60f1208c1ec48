/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * Has a query, with its preloads, read from where is written: a replica may not have a change yet that it is run for.
 * One of a transaction stays there.
 *
 * @param db - whose connection the query has
 */
export function readsWrittenRows<Source extends { client: QueryClientContract }>(
  query: Source,
  db: Database
): Source {
  const { client } = query
  if (client.isTransaction || client.mode === 'write') return query
  query.client = db.connection(client.connectionName, { mode: 'write' })
  return query
}
