/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { lastPart } from '../sql/main.ts'
import type { Id } from './change.ts'
import type { KnexStatement } from './knex.ts'

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
 * The ids that a query is limited to by its wheres; undefined where they do not say. Others that are joined to them by
 * `and` can only make the rows fewer.
 */
export function idsOfWheres(statements: readonly KnexStatement[], key: string): Id[] | undefined {
  const wheres = statements.filter(({ grouping }) => grouping === 'where')
  if (wheres.slice(1).some(({ bool }) => bool === 'or')) return undefined
  for (const where of wheres) {
    const isOfKey = typeof where.column === 'string' && lastPart(where.column) === key
    const ids = isOfKey ? valuesOf(where) : undefined
    if (ids !== undefined) return ids
  }
  return undefined
}
