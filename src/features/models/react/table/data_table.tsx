/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useInsertionEffect, useMemo } from 'react'
import type { ComponentType, ReactNode } from 'react'
import { useLocation } from '../../../../react/main.ts'
import { useIsLive } from '../use_is_live.ts'
import { ListAddress } from './address.ts'
import { BulkBar } from './bulk_bar.tsx'
import type { BulkBarProps } from './bulk_bar.tsx'
import type { AnyColumn, TableColumn } from './column.ts'
import { TableContext } from './context.ts'
import type { TableContextValue } from './context.ts'
import type { AnyFilter, TableFilter } from './filter.ts'
import { Filters } from './filters.tsx'
import { TableHead } from './head.tsx'
import { ENGLISH } from './labels.ts'
import type { TableLabels } from './labels.ts'
import { changesOf } from './list_view.ts'
import type { AnyListView, AnyRow, ListView, RowOf } from './list_view.ts'
import { Pager } from './pager.tsx'
import { TableRows } from './rows.tsx'
import { SearchBox } from './search_box.tsx'
import { Empty, Failure, Pending, Status } from './states.tsx'
import { injectTableStyles } from './styles.ts'
import { useCalls } from './use_calls.ts'

/** Parts of a table that an application draws itself. Each gets what it needs of the list from the page. */
export interface TableComponents {
  Search: ComponentType
  Filters: ComponentType
  Pending: ComponentType
  Status: ComponentType
  Bulk: ComponentType<BulkBarProps>
  Empty: ComponentType
  Failure: ComponentType<{ retry: () => void }>
  Pager: ComponentType
}

/** What a `DataTable` gets. */
export interface DataTableProps<L extends ListView> {
  /** What `useReflex` gives for a `modelState()` or a `listState()`. */
  of: L
  columns: readonly TableColumn<L>[]
  /** What the list can be limited to. */
  filters?: readonly TableFilter<L>[]
  /** At the end of each row: buttons, links. */
  actions?: (row: RowOf<L>) => ReactNode
  /** What may be done with selected rows, besides removing them. */
  bulk?: ReactNode
  /**
   * Rows can be selected.
   *
   * @default whether there is anything that may be done with them
   */
  selectable?: boolean
  /**
   * Selected rows can be removed.
   *
   * @default whether the state can
   */
  removable?: boolean
  /** Texts, in place of the English ones. */
  labels?: Partial<TableLabels>
  /** Parts, in place of those of the table. */
  components?: Partial<TableComponents>
}

const NO_FILTERS: readonly AnyFilter[] = []

const PARTS: TableComponents = {
  Search: SearchBox,
  Filters,
  Pending,
  Status,
  Bulk: BulkBar,
  Empty,
  Failure,
  Pager,
}

/**
 * A table of a list: searched, sorted, paged, its rows selected and removed, its cells edited in place. Without scripts, heads and
 * pages are links, and the search is a form. It follows the page's `color-scheme` and font, and variables that begin with
 * `--reflex-table-`.
 *
 * @example
 * ```tsx
 * const products = useReflex(ProductsState)
 * return (
 *   <DataTable
 *     of={products}
 *     columns={[
 *       { name: 'name', label: 'Name', sortable: true },
 *       { name: 'price', label: 'Price', editable: true },
 *     ]}
 *   />
 * )
 * ```
 */
export function DataTable<L extends ListView>(props: DataTableProps<L>) {
  const { selectable, removable = true, bulk } = props
  const list = props.of as unknown as AnyListView
  const actions = props.actions as ((row: AnyRow) => ReactNode) | undefined
  const parts = { ...PARTS, ...props.components }
  const calls = useCalls()
  const isLive = useIsLive()
  const location = useLocation()
  useInsertionEffect(() => injectTableStyles(document), [])
  const labels = useMemo(() => ({ ...ENGLISH, ...props.labels }), [props.labels])
  const changes = changesOf(list)
  const table: TableContextValue = {
    list,
    changes,
    columns: props.columns as unknown as readonly AnyColumn[],
    filters: (props.filters ?? NO_FILTERS) as readonly AnyFilter[],
    labels,
    address: new ListAddress(list, location),
    calls,
    isLive,
  }
  const canRemove = removable && changes !== undefined
  const canSelect = selectable ?? (canRemove || bulk !== undefined)
  return (
    <TableContext value={table}>
      <div className="reflex-table">
        <div className="reflex-table-bar">
          {list.listing.isSearched && <parts.Search />}
          <parts.Pending />
          <parts.Status />
        </div>
        {table.filters.length > 0 && <parts.Filters />}
        {calls.retry && <parts.Failure retry={calls.retry} />}
        {canSelect && <parts.Bulk removable={canRemove}>{bulk}</parts.Bulk>}
        <div className="reflex-table-frame" aria-busy={calls.isSlow}>
          <table className="reflex-table-table" role="table" aria-label={labels.table}>
            <TableHead selectable={canSelect} actions={actions !== undefined} />
            <TableRows selectable={canSelect} actions={actions} />
          </table>
          {list.rows.length === 0 && <parts.Empty />}
        </div>
        <parts.Pager />
      </div>
    </TableContext>
  )
}
