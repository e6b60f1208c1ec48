/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ListView } from './list_view.ts'

/** Names of what a list may be limited by. */
export type FilterOf<L extends ListView> = keyof L['filters'] & string

/** A filter of a table, by its name. */
export interface TableFilter<L extends ListView> {
  /** A key of `filters`. */
  name: FilterOf<L>
  /** What its field is called. */
  label: string
  /** What may be chosen: values with their texts. Left out for a field that has `choices`. */
  options?: readonly (readonly [value: string | number, label: string])[]
}

/** A filter of any list. */
export interface AnyFilter {
  name: string
  label: string
  options?: readonly (readonly [value: string | number, label: string])[]
}
