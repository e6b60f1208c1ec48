/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { Id } from '../capture/main.ts'
import { findRow } from './find_row.ts'
import { isOtherType } from './keys.ts'

/**
 * Those of some keys that rows have, as the rows have them. What a browser has sent may be no keys at all.
 *
 * @param query - makes a query of the rows that there are
 */
export async function findKeys(
  query: () => ModelQueryBuilderContract<LucidModel>,
  keys: readonly Id[]
): Promise<Id[]> {
  if (keys.length === 0) return []
  try {
    return await foundAmong(query(), keys)
  } catch (error) {
    if (!isOtherType(error)) throw error
  }
  // One that no row can have hides the others
  const found: Id[] = []
  for (const key of keys) if (await findRow(query(), key)) found.push(key)
  return found
}

async function foundAmong(
  query: ModelQueryBuilderContract<LucidModel>,
  keys: readonly Id[]
): Promise<Id[]> {
  const { primaryKey } = query.model
  const rows = await query.whereIn(primaryKey, [...keys])
  const given = new Set(keys.map(String))
  return rows
    .map((row) => (row as unknown as Record<string, Id>)[primaryKey])
    .filter((key) => given.has(String(key)))
}
