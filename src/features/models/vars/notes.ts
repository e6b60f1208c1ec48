/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { State } from '../../../state/main.ts'

/** A model of Lucid, as far as its table is concerned. */
export interface TableModel {
  boot(): void
  readonly table: string
  readonly connection?: string
}

/** What a live var depends on besides its query. */
export interface LiveOptions {
  /**
   * Names those who may see the same, who share one run of the query: a role, or `everyone`. Without it, each user
   * and each guest's session has a run of its own. Whatever else the rows depend on belongs into the name.
   */
  audience?: (ctx: HttpContext) => string | Promise<string>
  /** Models whose tables the rows depend on where the query does not show it, such as those that a cascade empties. */
  depends?: readonly TableModel[]
  /** Models whose tables say who may see the rows. With each of their changes, every tab is asked anew. */
  grants?: readonly TableModel[]
  /** Milliseconds between two runs, if longer than those of `live` in config/reflex.ts: a total may be older than a row. */
  pace?: number
}

/** What is noted of a live var. */
export interface LiveNote extends LiveOptions {
  /** It is a list. */
  list?: ListOptions
  /** It is loaded with pages and events, and hears of nothing in between. */
  isStill?: boolean
  /**
   * Asked before each run.
   *
   * @throws what refuses the var to the visitor
   */
  permit?: (state: State) => Promise<void>
}

/** What makes a live var a list: one page of rows that may keep their places. */
export interface ListOptions {
  /** Column of the key. */
  key: string
  /** What rows have the key as. */
  rowKey: string
  /** Name of the var that counts rows which have come and are not shown. */
  pending: string
  /** Whether nothing comes before the rows of the query. */
  isFirst: (state: State) => boolean
  /** The page has no rows. Goes to an earlier one where there is one. */
  goBack: (state: State) => boolean
}
