/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ReactNode } from 'react'
import type { AnyRow, EditableOf, ListView, RowOf, SortOf } from './list_view.ts'

/** A column of a table, by its name. */
export type ColumnNamed<L extends ListView, K extends keyof RowOf<L> & string> = {
  /** A key of the rows. */
  name: K
  /** Its head, and what its cells are called. */
  label: string
  /** Where its cells begin: numbers at the end, unless told otherwise. */
  align?: 'start' | 'end'
  /** What a cell shows. */
  render?: (value: RowOf<L>[K], row: RowOf<L>) => ReactNode
} & (K extends SortOf<L>
  ? {
      /** Its head sorts the list. */
      sortable?: boolean
    }
  : { sortable?: false }) &
  (K extends EditableOf<L>
    ? {
        /** Its cells are edited in place. */
        editable?: boolean
      }
    : { editable?: false })

/** A column of a table of the list. */
export type TableColumn<L extends ListView> = {
  [K in keyof RowOf<L> & string]: ColumnNamed<L, K>
}[keyof RowOf<L> & string]

/** A column of any list. */
export interface AnyColumn {
  name: string
  label: string
  align?: 'start' | 'end'
  render?: (value: unknown, row: AnyRow) => ReactNode
  sortable?: boolean
  editable?: boolean
}
