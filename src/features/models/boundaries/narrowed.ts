/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Id } from '../capture/main.ts'
import type { Query } from '../live/main.ts'

/** What is used of a query of Lucid to limit it. */
export interface LimitedQuery extends Query {
  wrapExisting(): unknown
  whereIn(column: string, values: Id[]): unknown
  clearLimit(): unknown
  clearOffset(): unknown
}

/**
 * Limits a query to rows by their keys, wherever its page begins. What it asks for otherwise still holds.
 *
 * @param column - with its table, where others are joined
 */
export function narrow<Source extends LimitedQuery>(
  query: Source,
  column: string,
  ids: readonly Id[]
): Source {
  query.clearLimit()
  query.clearOffset()
  // Or `a or b` would be `a or (b and key in …)`
  query.wrapExisting()
  query.whereIn(column, [...ids])
  return query
}
