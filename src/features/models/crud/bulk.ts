/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Id } from '../capture/main.ts'
import { findKeys } from '../rows/main.ts'
import { limitsOf, matchingQuery, visibleQuery } from './list_query.ts'
import type { Limits, ListQuery } from './list_query.ts'
import { authorize } from './policy.ts'
import { inTransaction } from './records.ts'
import { settingsOf } from './settings.ts'
import { tidyUp } from './tidy_up.ts'
import type { AnyList, Selection } from './types.ts'

/** Rows of a chunk, which is one transaction and one update of the page. */
const CHUNK = 100

/** What somebody has chosen, whatever they search for while it is changed. */
interface Chosen extends Selection {
  limits: Limits
}

/** Changes one row, in the transaction of its chunk. */
export type ChangeRow<Row> = (row: Row, trx: TransactionClientContract) => Promise<void>

/**
 * Changes each selected row, in a background event. What is refused with 403 is left alone, and counted.
 *
 * @throws whatever the work throws: what was done before stays
 */
export async function changeSelected(
  state: AnyList,
  ability: 'edit' | 'delete',
  work: ChangeRow<LucidRow>
): Promise<void> {
  const selected: Chosen = await state.$update(() => {
    state.progress = { done: 0, refused: 0, isRunning: true }
    const { all, ids } = state.selection
    return { all, ids: [...ids], limits: limitsOf(state) }
  })
  try {
    const ids = await state.$update(() => findKeys(() => visibleQuery(state), selected.ids))
    const chosen = { ...selected, ids }
    let after: Id | undefined
    do {
      after = await state.$update(() => changeChunk(state, ability, chosen, after, work))
    } while (after !== undefined)
    await state.$update(() => {
      state.clearSelection()
      end(state)
    })
  } catch (error) {
    await tidyUp(state, () => end(state))
    throw error
  }
}

function end(state: AnyList): void {
  state.progress = { ...state.progress, isRunning: false }
}

/** @returns key of the last row; undefined when there are no more */
async function changeChunk(
  state: AnyList,
  ability: 'edit' | 'delete',
  chosen: Chosen,
  after: Id | undefined,
  work: ChangeRow<LucidRow>
): Promise<Id | undefined> {
  const settings = settingsOf(state)
  const { key } = settings
  const query = selectedQuery(state, chosen)
  if (after !== undefined) void query.where(key, '>', after)
  const rows = await query.orderBy(key, 'asc').limit(CHUNK)
  let refused = 0
  await inTransaction(state, async (trx) => {
    for (const row of rows) {
      if (await mayChange(state, ability, row)) await work(row, trx)
      else refused++
    }
  })
  const { progress } = state
  state.progress = {
    done: progress.done + rows.length - refused,
    refused: progress.refused + refused,
    isRunning: true,
  }
  return rows.length < CHUNK ? undefined : settings.keyOf(rows[rows.length - 1])
}

function selectedQuery(state: AnyList, { all, ids, limits }: Chosen): ListQuery {
  const { key } = settingsOf(state)
  const query = matchingQuery(state, limits).clearOrder()
  return all ? query.whereNotIn(key, ids) : query.whereIn(key, ids)
}

async function mayChange(
  state: AnyList,
  ability: 'edit' | 'delete',
  row: LucidRow
): Promise<boolean> {
  try {
    await authorize(state, ability, row)
    return true
  } catch (error) {
    if ((error as { status?: number }).status === 403) return false
    throw error
  }
}
