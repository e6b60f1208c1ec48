/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { Check } from '../../../doctor/main.ts'
import type { Settings } from '../crud/settings.ts'
import { indexesOf, leadsTo } from './indexes.ts'
import { modelStates } from './model_states.ts'
import { clientOf, columnOf, hasRows, hasValues } from './tables.ts'

/** Values that a column has at least for an index to say much of a row. */
const FEW = 20

/** Looks for columns of large tables that lists are sorted, filtered and limited by, without an index. */
export function missingIndexesCheck(db: Database): Check {
  return {
    name: 'data/index',
    async *run({ states, expected, placeOf }) {
      for (const { definition, settings } of modelStates(states)) {
        const { model, owner, deletedAt } = settings
        const client = await clientOf(db, model)
        if (!client || !(await hasRows(client, model.table, expected.largeTable))) continue
        const indexes = await indexesOf(client, model.table)
        if (!indexes) continue
        const leads = [owner, deletedAt].map((name) => name && columnOf(model, name))
        for (const { column, use } of await usedColumns(client, settings)) {
          if (indexes.some((index) => leadsTo(index, column, leads))) continue
          yield {
            severity: 'warning',
            about: `${model.table}.${column}`,
            ...placeOf(definition.id),
            reason: `${definition.id} ${use} ${model.table}.${column}, which has no index: each list reads the whole table`,
            remedy: `Add an index over ${[...leads.filter((lead) => lead && lead !== column), column].join(', ')} in a migration`,
          }
        }
      }
    },
  }
}

/** The columns by which a list finds its rows, and how. */
async function usedColumns(
  client: QueryClientContract,
  { model, owner, sort, filters }: Settings
): Promise<{ column: string; use: string }[]> {
  const used = new Map<string, string>()
  const use = (name: string | undefined, what: string) => {
    const column = name && columnOf(model, name)
    if (column && !used.has(column)) used.set(column, what)
  }
  use(owner, 'is limited by its owner,')
  for (const name of sort) use(name, 'is sorted by')
  for (const name of filters.keys()) {
    const column = columnOf(model, name)
    if (column && (await hasValues(client, model.table, column, FEW))) use(name, 'is filtered by')
  }
  return [...used].map(([column, what]) => ({ column, use: what }))
}
