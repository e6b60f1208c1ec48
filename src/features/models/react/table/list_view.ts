/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Id } from '../../capture/main.ts'
import type { Listing, Progress } from '../../crud/types.ts'
import type { ShownRules } from '../form/form_view.ts'

type Call<A extends unknown[]> = (...args: A) => Promise<unknown>

/** A list as pages have it: what `useReflex` gives for a `listState()`. */
export interface ListView {
  readonly rows: readonly object[]
  readonly pending: number
  readonly total: number | null
  readonly term: string
  readonly order: string
  readonly filters: object
  readonly page: number
  readonly pages: number | null
  readonly perPage: number
  readonly selection: { readonly all: boolean; readonly ids: readonly Id[] }
  readonly selected: number | null
  readonly progress: Readonly<Progress>
  readonly listing: Readonly<Omit<Listing, 'sizes'>> & { readonly sizes: readonly number[] }
  load: Call<[]>
  search: Call<[term: string]> & { debounce(milliseconds: number): Call<[term: string]> }
  sort: Call<[column: never]>
  filter: Call<[values: never]>
  turn: Call<[page: number]>
  resize: Call<[perPage: number]>
  select: Call<[id: never, isSelected?: boolean]>
  selectAll: Call<[]>
  clearSelection: Call<[]>
}

/** What a `modelState()` has besides. */
export interface ModelView {
  readonly fields: Readonly<Record<string, ShownRules>>
  edit: Call<[id: Id, column: string, value: unknown]>
  startEdit: Call<[id: Id, column: string]>
  stopEdit: Call<[id: Id, column: string]>
  removeSelected: Call<[]>
  stopSelected: Call<[]>
}

/** A list of any rows, as the parts of a table call it. */
export interface AnyListView extends Omit<
  ListView,
  'rows' | 'sort' | 'filter' | 'filters' | 'select'
> {
  readonly rows: readonly AnyRow[]
  readonly filters: Readonly<Record<string, unknown>>
  filter: Call<[values: Record<string, unknown>]>
  sort: Call<[column: string]>
  select: Call<[id: Id | Id[], isSelected?: boolean]>
}

export type AnyRow = Readonly<Record<string, unknown>>

/** A row of a list. */
export type RowOf<L extends ListView> = L['rows'][number]

/** Names of the columns that a list may be sorted by. */
export type SortOf<L extends ListView> = Parameters<L['sort']>[0]

/** Names of the columns whose cells may be edited; none for a list that nobody changes. */
export type EditableOf<L extends ListView> = L extends {
  startEdit: (id: never, column: infer Column) => unknown
}
  ? Column
  : never

/** What the state has to change its rows; undefined for a list that nobody changes. */
export function changesOf(list: AnyListView): ModelView | undefined {
  return 'startEdit' in list ? (list as unknown as ModelView) : undefined
}

/** Key of a row. */
export function keyOf(list: AnyListView, row: AnyRow): Id {
  return row[list.listing.key] as Id
}

/** Whether a row is selected. */
export function isSelected({ selection }: AnyListView, id: Id): boolean {
  return selection.ids.some((each) => String(each) === String(id)) !== selection.all
}
