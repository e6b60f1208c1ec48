/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** A connection to the table of a model; undefined where the table is not there yet. */
export async function clientOf(
  db: Database,
  model: LucidModel
): Promise<QueryClientContract | undefined> {
  const client = db.connection(model.connection)
  return (await client.schema.hasTable(model.table)) ? client : undefined
}

/** Whether a table has that many rows. No more are counted. */
export async function hasRows(
  client: QueryClientContract,
  table: string,
  rows: number
): Promise<boolean> {
  const row: unknown = await client
    .from(table)
    .select(client.raw('1 as one'))
    .offset(rows - 1)
    .first()
  return row !== null && row !== undefined
}

/** Whether a column has that many values. No more are counted. */
export async function hasValues(
  client: QueryClientContract,
  table: string,
  column: string,
  values: number
): Promise<boolean> {
  const row: unknown = await client
    .from(table)
    .distinct(column)
    .offset(values - 1)
    .first()
  return row !== null && row !== undefined
}

/** The name of a column in the database. */
export function columnOf(model: LucidModel, attribute: string): string | undefined {
  return model.$getColumn(attribute)?.columnName
}
