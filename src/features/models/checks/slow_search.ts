/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { Check } from '../../../doctor/main.ts'
import { indexesOf } from './indexes.ts'
import { modelStates } from './model_states.ts'
import { clientOf, columnOf, hasRows } from './tables.ts'

/** Looks for searches that read a large table to its end: they look for a part of a text. */
export function slowSearchCheck(db: Database): Check {
  return {
    name: 'data/search',
    async *run({ states, expected, placeOf }) {
      for (const { definition, settings } of modelStates(states)) {
        const { model, search } = settings
        const client = search.length > 0 ? await clientOf(db, model) : undefined
        if (!client || !(await hasRows(client, model.table, expected.largeTable))) continue
        const indexes = await indexesOf(client, model.table)
        for (const name of indexes ? search : []) {
          const column = columnOf(model, name)
          if (!column || indexes!.some((of) => of.isOfParts && of.columns.includes(column)))
            continue
          const isPostgres = client.dialect.name === 'postgres'
          yield {
            severity: 'warning',
            about: `${model.table}.${column}`,
            ...placeOf(definition.id),
            reason: `A search in ${definition.id} reads the whole table ${model.table}, which is large, for a part of ${column}`,
            remedy: isPostgres
              ? `Create an index using gin (${column} gin_trgm_ops) in a migration`
              : 'Leave the column out of "search", or limit the list by an owner',
          }
        }
      }
    },
  }
}
