/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { lastPart } from '../sql/main.ts'
import type { Id } from './change.ts'
import type { KnexClient, KnexStatement } from './knex.ts'

/** A value as an id; undefined for everything that is not one. */
export function asId(value: unknown): Id | undefined {
  if (typeof value === 'bigint') return String(value)
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

/** Values as ids, if they all are. */
export function asIds(values: readonly unknown[]): Id[] | undefined {
  const ids = values.map(asId)
  return ids.includes(undefined) ? undefined : (ids as Id[])
}

function valuesOf({ type, operator, value, not, asColumn }: KnexStatement): Id[] | undefined {
  if (not || asColumn) return undefined
  if (type === 'whereBasic' && operator === '=') return asIds([value])
  return type === 'whereIn' && Array.isArray(value) ? asIds(value) : undefined
}

/**
 * What is in a group of wheres. It is asked as Knex itself asks when it makes a text of it.
 *
 * @param client - of the query
 */
export function wrappedStatements(
  client: KnexClient,
  describe: (builder: unknown) => unknown
): readonly KnexStatement[] {
  const builder = client.queryBuilder()
  describe.call(builder, builder)
  return builder._statements ?? []
}

/**
 * The ids that a query is limited to by its wheres; undefined where they do not say. Others that are joined to them by
 * `and` can only make the rows fewer. Queries of relations have theirs in groups.
 *
 * @param client - of the query
 */
export function idsOfWheres(
  statements: readonly KnexStatement[],
  key: string,
  client: KnexClient
): Id[] | undefined {
  const wheres = statements.filter(({ grouping }) => grouping === 'where')
  if (wheres.slice(1).some(({ bool }) => bool === 'or')) return undefined
  for (const where of wheres) {
    const ids = idsOf(where, key, client)
    if (ids !== undefined) return ids
  }
  return undefined
}

function idsOf(where: KnexStatement, key: string, client: KnexClient): Id[] | undefined {
  const { type, value, column, not } = where
  if (type === 'whereWrapped' && typeof value === 'function') {
    const describe = value as (builder: unknown) => unknown
    return not ? undefined : idsOfWheres(wrappedStatements(client, describe), key, client)
  }
  return typeof column === 'string' && lastPart(column) === key ? valuesOf(where) : undefined
}
