/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Id } from '../capture/main.ts'
import { serializeRows } from '../vars/main.ts'
import { csvLine } from './csv.ts'
import { E_EXPORT_SIZE } from './exceptions.ts'
import { limitsOf, matchingQuery } from './list_query.ts'
import { authorize } from './policy.ts'
import type { AnyList } from './types.ts'
import { settingsOf } from './settings.ts'

/** Rows that are read at once. */
const CHUNK = 1_000

/** Rows that an export may have: it is made in memory. */
const MOST_EXPORTED = 20_000

/** A file with the rows of a list. */
export interface ExportedFile {
  data: string
  contentType: string
}

/**
 * Reads all rows of a list in the order of their keys, as pages get them.
 *
 * @throws E_EXPORT_SIZE, and what the policy throws
 */
export async function exportRows(state: AnyList, format: 'csv' | 'json'): Promise<ExportedFile> {
  const settings = settingsOf(state)
  const { key } = settings
  const rows: Record<string, unknown>[] = []
  await authorize(state, 'viewList')
  const limits = limitsOf(state)
  let after: Id | undefined
  for (;;) {
    state.$signal.throwIfAborted()
    const query = matchingQuery(state, limits).clearOrder().orderBy(key, 'asc').limit(CHUNK)
    if (after !== undefined) void query.where(key, '>', after)
    const found = await query
    rows.push(...(await serializeRows(found, settings.row, state.ctx)))
    if (rows.length > MOST_EXPORTED) throw new E_EXPORT_SIZE([MOST_EXPORTED])
    if (found.length < CHUNK) break
    after = settings.keyOf(found[found.length - 1])
  }
  if (format === 'json') return { data: JSON.stringify(rows), contentType: 'application/json' }
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = rows.map((row) => csvLine(columns.map((column) => row[column])))
  return { data: csvLine(columns) + lines.join(''), contentType: 'text/csv; charset=utf-8' }
}
