/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Id } from '../capture/main.ts'
import { serializeRows } from '../vars/main.ts'
import { csvLine } from './csv.ts'
import { limitsOf, matchingQuery } from './list_query.ts'
import { authorize } from './policy.ts'
import type { AnyList } from './types.ts'
import { settingsOf } from './settings.ts'

/** Rows that are in memory at once. */
const CHUNK = 1_000

type Row = Record<string, unknown>

/** A file with the rows of a list, as it is written. */
export interface ExportedFile {
  stream: AsyncGenerator<string>
  contentType: string
}

/**
 * All rows of a list in the order of their keys, as pages get them. They are read while the file is written. The columns of CSV are
 * those that one of the first thousand rows has.
 *
 * @throws what the policy throws
 */
export async function exportRows(state: AnyList, format: 'csv' | 'json'): Promise<ExportedFile> {
  await authorize(state, 'viewList')
  const chunks = chunksOf(state)
  return format === 'json'
    ? { stream: jsonOf(chunks), contentType: 'application/json' }
    : { stream: csvOf(chunks), contentType: 'text/csv; charset=utf-8' }
}

async function* chunksOf(state: AnyList): AsyncGenerator<Row[]> {
  const settings = settingsOf(state)
  const { key, row } = settings
  const limits = limitsOf(state)
  let after: Id | undefined
  for (;;) {
    const query = matchingQuery(state, limits).clearOrder().orderBy(key, 'asc').limit(CHUNK)
    if (after !== undefined) void query.where(key, '>', after)
    const found = await query
    if (found.length > 0) yield await serializeRows(found, row, state.ctx)
    if (found.length < CHUNK) return
    after = settings.keyOf(found[found.length - 1])
  }
}

async function* csvOf(chunks: AsyncIterable<Row[]>): AsyncGenerator<string> {
  let columns: string[] | undefined
  for await (const rows of chunks) {
    const isFirst = columns === undefined
    columns ??= [...new Set(rows.flatMap((row) => Object.keys(row)))]
    const names = columns
    const lines = rows.map((row) => csvLine(names.map((name) => row[name])))
    yield (isFirst ? csvLine(names) : '') + lines.join('')
  }
}

async function* jsonOf(chunks: AsyncIterable<Row[]>): AsyncGenerator<string> {
  let before = '['
  for await (const rows of chunks) {
    yield before + rows.map((row) => JSON.stringify(row)).join(',')
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}
