/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Change, Id } from '../capture/main.ts'
import { differs, keyText } from '../reads/main.ts'
import type { Columns, Condition, Read } from '../reads/main.ts'
import { EVERY_TABLE, columnName } from '../sql/main.ts'

/** A row, or what is known of one. */
export type Row = Readonly<Record<string, unknown>>

/**
 * Whether a change concerns a read: for sure, not at all, or only if one of its rows, as they are now, fulfills the
 * conditions.
 */
export type Verdict = 'yes' | 'no' | 'ask'

function meet(one: Columns | readonly string[], other: Columns | readonly string[]): boolean {
  if (one === 'all' || other === 'all') return true
  const names = new Set(other)
  return [...one].some((name) => names.has(name))
}

function fulfills(row: Row, { column, values }: Condition): boolean {
  // What is not known of a row may be anything
  return !(column in row) || values.some((value) => !differs(row[column], value))
}

/** Whether a row may be among those that a query is limited to. */
export function mayMatch(row: Row, conditions: readonly Condition[]): boolean {
  return conditions.every((condition) => fulfills(row, condition))
}

/** Whether rows with these keys may be among those that were asked for by key. */
function mayHaveKeys(ids: readonly Id[], { key, conditions }: Read): boolean {
  const ofKey = conditions.filter(({ column }) => column === key)
  return ofKey.length === 0 || ids.some((id) => mayMatch({ [key]: id }, ofKey))
}

function isShown(ids: readonly Id[], { shown }: Read): boolean {
  return shown !== undefined && ids.some((id) => shown.has(keyText(id)))
}

/** Of rows that were there before and are there now. */
function judgeUpdate({ columns }: Change, ids: readonly Id[] | 'all', read: Read): Verdict {
  if (!meet(columns, read.columns)) return 'no'
  // Rows come, go and move only with what decides on them
  const staysInPlace = !meet(columns, read.deciding)
  if (staysInPlace && read.shown?.size === 0) return 'no'
  if (ids === 'all' || isShown(ids, read)) return 'yes'
  if (!mayHaveKeys(ids, read)) return meet(columns, [columnName(read.key)]) ? 'yes' : 'no'
  if (staysInPlace) return read.shown === undefined ? 'ask' : 'no'
  // A row may have left, from before the rows that are shown or from among those that were counted
  return read.isFirst && read.shown !== undefined ? 'ask' : 'yes'
}

function judgeDelete(ids: readonly Id[] | 'all', read: Read): Verdict {
  if (ids === 'all' || isShown(ids, read)) return 'yes'
  if (!mayHaveKeys(ids, read)) return 'no'
  return read.isFirst && read.shown !== undefined ? 'no' : 'yes'
}

function judgeAny(ids: readonly Id[] | 'all', read: Read): Verdict {
  if (ids === 'all' || isShown(ids, read)) return 'yes'
  if (!mayHaveKeys(ids, read)) return 'no'
  return read.isFirst && read.shown !== undefined ? 'ask' : 'yes'
}

function judgeInsert(ids: readonly Id[] | 'all', read: Read): Verdict {
  if (ids === 'all') return 'yes'
  return mayHaveKeys(ids, read) ? 'ask' : 'no'
}

/**
 * Says whether a change may have changed what a read has shown. It errs on one side only: what is certain to have no
 * effect is `no`.
 */
export function judge(change: Change, read: Read): Verdict {
  if (change.connection !== read.connection) return 'no'
  if (change.table === EVERY_TABLE || read.table === EVERY_TABLE) return 'yes'
  if (change.table !== read.table) return 'no'
  const ids = change.key === read.key ? change.ids : 'all'
  const verdicts = {
    insert: () => judgeInsert(ids, read),
    update: () => judgeUpdate(change, ids, read),
    delete: () => judgeDelete(ids, read),
    any: () => judgeAny(ids, read),
  }
  const verdict = verdicts[change.operation]()
  return verdict === 'ask' && read.conditions.length === 0 ? 'yes' : verdict
}

/** The ids of a change whose rows may match, as they are now. A row that was not found is gone, or not what was meant. */
export function matchingIds(
  { ids }: Change,
  read: Read,
  rows: ReadonlyMap<string, Row> | undefined
): readonly Id[] {
  if (ids === 'all') return []
  return ids.filter((id) => {
    const row = rows?.get(keyText(id))
    return row === undefined || mayMatch(row, read.conditions)
  })
}
