/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { Id } from '../capture/main.ts'
import { isOtherType } from './keys.ts'

/** A query of the rows of a model. */
export type RowQuery = ModelQueryBuilderContract<LucidModel>

/** Values that one query asks for: databases bind a limited number of them. */
const CHUNK = 500

/**
 * Runs queries for what has one of some values in a column. Where PostgreSQL refuses values that the type of the column does not
 * have, it compares texts: so one of them does not hide the others.
 *
 * @param query - makes a query of the rows that there are
 * @param column - its column, as the class has it
 * @param run - runs a query that is limited to some of the values. What it finds may be equal for the database alone
 */
export async function queryOneOf<Found>(
  query: () => RowQuery,
  column: (query: RowQuery) => string,
  values: readonly Id[],
  run: (query: RowQuery) => Promise<Found[]>
): Promise<Found[]> {
  const found: Found[] = []
  for (let start = 0; start < values.length; start += CHUNK) {
    const chunk = values.slice(start, start + CHUNK)
    const limited = query()
    const { isTransaction } = limited.client
    try {
      found.push(...(await run(limited.whereIn(column(limited), chunk))))
    } catch (error) {
      if (!isOtherType(error)) throw error
      // It has ended a transaction, in which nothing more can be asked
      if (isTransaction) return []
      const asked = query()
      found.push(...(await run(comparedAsText(asked, column(asked), chunk))))
    }
  }
  return found
}

function comparedAsText(query: RowQuery, column: string, values: readonly Id[]): RowQuery {
  const { columnName } = query.model.$getColumn(column) ?? { columnName: column }
  const marks = values.map(() => '?').join(', ')
  return query.whereRaw(`cast(?? as text) in (${marks})`, [columnName, ...values.map(String)])
}
