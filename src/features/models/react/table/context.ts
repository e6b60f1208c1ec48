/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createContext, use } from 'react'
import type { ListAddress } from './address.ts'
import type { AnyColumn } from './column.ts'
import type { AnyFilter } from './filter.ts'
import type { TableLabels } from './labels.ts'
import type { AnyListView, ModelView } from './list_view.ts'
import type { Calls } from './use_calls.ts'

/** What the parts of a table share. */
export interface TableContextValue {
  list: AnyListView
  /** Undefined for a list that nobody changes. */
  changes: ModelView | undefined
  columns: readonly AnyColumn[]
  filters: readonly AnyFilter[]
  labels: TableLabels
  address: ListAddress
  calls: Calls
  /** Scripts run: what needs them may be used. */
  isLive: boolean
}

export const TableContext = createContext<TableContextValue | null>(null)

/** @throws TypeError outside of a table */
export function useTable(): TableContextValue {
  const table = use(TableContext)
  if (table) return table
  throw new TypeError('This is a part of a DataTable, and there is none around it')
}
