/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ModelQueryBuilderContract, LucidModel } from '@adonisjs/lucid/types/model'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { extrasOf } from '../../../adonis/main.ts'
import { limitToVisible } from '../rows/main.ts'
import type { AnyList } from './types.ts'
import { ownerOf } from './policy.ts'
import { settingsOf } from './settings.ts'

/** A query of a model state. */
export type ListQuery = ModelQueryBuilderContract<LucidModel>

/** Rows that are counted at most, where not all are. */
export const MOST_COUNTED = 1_000

/** How the address says that a column is sorted downwards. */
const DOWN = '-'

/** What a query of a list is for. */
export interface QueryOptions {
  client?: QueryClientContract
  /** Rows that were removed, and nothing else. */
  removed?: boolean
}

/** All rows that a visitor may see, whatever the list is limited to. */
export function visibleQuery(state: AnyList, options: QueryOptions = {}): ListQuery {
  const { model, owner, deletedAt } = settingsOf(state)
  const query: ListQuery = model.query(options.client && { client: options.client })
  if (owner !== undefined) void query.where(owner, ownerOf(state))
  if (deletedAt !== undefined) {
    void (options.removed ? query.whereNotNull(deletedAt) : query.whereNull(deletedAt))
  }
  limitToVisible(query, extrasOf(state.ctx).auth?.user)
  hooksOf(state).visible(query)
  return query
}

/** What a list is searched for, and limited to. */
export interface Limits {
  term: string
  filters: Readonly<Record<string, unknown>>
}

/** The limits of a list as they are now, for what takes longer than they last. */
export function limitsOf({ term, filters }: AnyList): Limits {
  return { term, filters: { ...filters } }
}

/**
 * The rows of the list that the visitor may see.
 *
 * @param limits - what it is searched for, and limited to
 */
export function matchingQuery(state: AnyList, { term, filters }: Limits = state): ListQuery {
  const query = visibleQuery(state)
  searchIn(query, settingsOf(state).search, term)
  for (const [name, value] of Object.entries(filters)) {
    if (value === undefined || value === null) continue
    if (hooksOf(state).filtered(query, name, value)) continue
    void (Array.isArray(value) ? query.whereIn(name, value) : query.where(name, value as string))
  }
  return query
}

/** The rows of one page, in their order, which ends in the key: rows that are equal otherwise keep their places. */
export function pageQuery(state: AnyList): ListQuery {
  const { key, sort } = settingsOf(state)
  const query = matchingQuery(state)
  const { order, perPage, page } = state
  const isDown = order.startsWith(DOWN)
  const column = isDown ? order.slice(DOWN.length) : order
  if (sort.has(column)) void query.orderBy(column, isDown ? 'desc' : 'asc')
  if (column !== key) void query.orderBy(key, 'asc')
  return query.limit(perPage).offset((page - 1) * perPage)
}

/** Adds that one of the columns contains a text. */
export function searchIn(query: ListQuery, columns: readonly string[], term: string): void {
  if (term === '' || columns.length === 0) return
  const { name } = query.client.dialect
  const isSqlite = name === 'sqlite3' || name === 'better-sqlite3' || name === 'libsql'
  const like = name === 'postgres' || name === 'redshift' ? 'ilike' : 'like'
  const pattern = `%${term.replaceAll(/[\\%_]/g, '\\$&')}%`
  // SQLite has no character that escapes, unless one is named
  const isEscaped = isSqlite && pattern.length > term.length + 2
  void query.where((any) => {
    for (const column of columns) {
      if (isEscaped)
        void any.orWhereRaw("?? like ? escape '\\'", [columnOf(query, column), pattern])
      else void any.orWhere(column, like, pattern)
    }
  })
}

function columnOf({ model }: ListQuery, name: string): string {
  return model.$getColumn(name)?.columnName ?? name
}

/** The hooks of a class, which are protected for everybody else. */
interface ListHooks {
  visible(query: ListQuery): void
  filtered(query: ListQuery, name: string, value: unknown): boolean
}

function hooksOf(state: AnyList): ListHooks {
  return state as unknown as ListHooks
}
