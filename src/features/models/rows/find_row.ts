/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidModel, LucidRow, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { isKey, isOtherType } from './keys.ts'

/**
 * The row of a query with a key. What a browser has sent may be no key at all, and databases take some texts for the
 * number that they begin with: only the row whose key it is, as a text, is the one that was meant.
 *
 * @returns undefined where there is none
 */
export async function findRow(
  query: ModelQueryBuilderContract<LucidModel>,
  key: unknown
): Promise<LucidRow | undefined> {
  if (!isKey(key)) return undefined
  const { primaryKey } = query.model
  try {
    const row = await query.where(primaryKey, key).first()
    const found = (row as unknown as Record<string, unknown> | null)?.[primaryKey]
    return row && String(found) === String(key) ? row : undefined
  } catch (error) {
    if (isOtherType(error)) return undefined
    throw error
  }
}

/**
 * That a row is not there, or is none that somebody may see.
 *
 * @throws E_ROW_NOT_FOUND of Lucid
 */
export async function refuseRow(model: LucidModel): Promise<never> {
  const { errors } = await import('@adonisjs/lucid')
  throw new errors.E_ROW_NOT_FOUND(model)
}
