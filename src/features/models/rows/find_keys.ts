/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Id } from '../capture/main.ts'
import { isKey } from './keys.ts'
import { queryOneOf } from './one_of.ts'
import type { RowQuery } from './one_of.ts'

/**
 * Those of some keys that rows have. What a browser has sent may be no keys at all, and a key is only that of a row which has it as
 * a text. Rows become no models and preload nothing; hooks that limit queries count.
 *
 * @param query - makes a query of the rows that there are
 */
export async function findKeys(query: () => RowQuery, keys: readonly Id[]): Promise<Id[]> {
  const given = new Map(keys.filter(isKey).map((key) => [String(key), key]))
  const found = await queryOneOf(query, keyOf, [...given.values()], keysOf)
  return [...new Set(found.map(String))].flatMap((text) => given.get(text) ?? [])
}

/**
 * The rows of a query that have one of some texts in a column, exactly as they are: databases take some texts for others.
 *
 * @param query - makes a query of the rows that there are
 * @param column - name of the column, as the class has it; that of the key when left out
 */
export async function findRows(
  query: () => RowQuery,
  texts: readonly Id[],
  column?: string
): Promise<LucidRow[]> {
  const given = new Set(texts.map(String))
  const name = (of: RowQuery) => column ?? keyOf(of)
  const rows = await queryOneOf(query, name, texts, async (limited) => {
    const found = await limited
    return found.filter((row) => given.has(String(valueOf(row, name(limited)))))
  })
  // One that a database takes for several texts is asked for with each of them
  return [...new Map(rows.map((row) => [String(row.$primaryKeyValue), row])).values()]
}

function keyOf({ model }: RowQuery): string {
  return model.primaryKey
}

function valueOf(row: LucidRow, name: string): unknown {
  return (row as unknown as Record<string, unknown>)[name]
}

async function keysOf(query: RowQuery): Promise<unknown[]> {
  const { model } = query
  const { columnName, consume } = model.$getColumn(model.primaryKey)!
  // Without a model, Lucid runs none of them
  await model.$hooks.runner('before:fetch').run(query)
  const rows = (await query.select(model.primaryKey).pojo()) as unknown as Record<string, unknown>[]
  const empty = new model()
  return rows.map((row) => {
    const value = row[columnName]
    return consume ? (consume(value, model.primaryKey, empty) as unknown) : value
  })
}
