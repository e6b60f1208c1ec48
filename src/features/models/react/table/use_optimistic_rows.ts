/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useOptimistic, useTransition } from 'react'
import type { Id } from '../../capture/main.ts'
import type { AnyRow, EditableOf, ListView, RowOf } from './list_view.ts'

/** A list whose rows are changed: what `useReflex` gives for a `modelState()`. */
export interface ChangedView extends ListView {
  edit: (id: Id, ...change: never) => Promise<unknown>
  remove: (id: Id) => Promise<unknown>
}

/** Rows as they will be, should nothing be refused. */
export interface OptimisticRows<L extends ChangedView> {
  readonly rows: readonly RowOf<L>[]
  /** A change is under way. */
  readonly pending: boolean
  /** Shows the new value at once, and the old one again when it is refused. */
  edit<K extends EditableOf<L> & keyof RowOf<L>>(id: Id, column: K, value: RowOf<L>[K]): void
  /** Takes a row out at once, and puts it back when that is refused. */
  remove(id: Id): void
}

/** What is assumed of a row. */
type Change = { id: Id; column: string; value: unknown } | { id: Id; column: null }

/**
 * The rows of a list, with changes that show before the server has taken them. What it refuses is as before: a toast or the
 * `errors` of the state say why.
 *
 * @param list - what `useReflex` gives for a `modelState()`
 *
 * @example
 * ```tsx
 * const { rows, edit } = useOptimisticRows(products)
 * return rows.map((row) => (
 *   <button key={row.id} onClick={() => edit(row.id, 'stock', row.stock + 1)}>{row.stock}</button>
 * ))
 * ```
 */
export function useOptimisticRows<L extends ChangedView>(list: L): OptimisticRows<L> {
  const { key } = list.listing
  const [pending, startTransition] = useTransition()
  const [rows, assume] = useOptimistic(list.rows as readonly AnyRow[], (before, change: Change) =>
    before.flatMap((row) => {
      if (String(row[key]) !== String(change.id)) return [row]
      return change.column === null ? [] : [{ ...row, [change.column]: change.value }]
    })
  )
  const run = (change: Change, call: () => Promise<unknown>) =>
    startTransition(async () => {
      assume(change)
      // A toast has told it
      await call().catch(() => {})
    })
  return {
    rows: rows as readonly RowOf<L>[],
    pending,
    edit: (id, column, value) =>
      run({ id, column: column as string, value }, () =>
        list.edit(id, ...([column, value] as never))
      ),
    remove: (id) => run({ id, column: null }, () => list.remove(id)),
  }
}
