/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { AppState, stateId } from '../../../state/main.ts'
import type { BrowserAction } from '../../../state/main.ts'
import { download } from '../../downloads/main.ts'
import type { Id } from '../capture/main.ts'
import { askList, count, rows as rowsOf } from '../vars/main.ts'
import { changeSelected } from './bulk.ts'
import type { ChangeRow } from './bulk.ts'
import { E_PAGE_SIZE, E_SELECTION_KEY, E_SELECTION_SIZE, E_SORT_COLUMN } from './exceptions.ts'
import { exportRows } from './export.ts'
import { isKey } from '../rows/main.ts'
import { matchingQuery, MOST_COUNTED, pageQuery } from './list_query.ts'
import { settingsOf } from './settings.ts'
import type { AnyList, Listing, ModelTypes, Progress, RowOf, Selection } from './types.ts'
import { validated } from './validation.ts'
import type { FormValues } from './validation.ts'

/** Ids that a selection holds. */
const MOST_SELECTED = 1_000

/** Characters of a search. */
const LONGEST_TERM = 200

/** Rows before a later page are more than a database counts. */
const LAST_PAGE = 1_000_000_000

/** Why the rows of a list keep their places. */
const SELECTION = 'selection'

/** Name of the live var of the rows. */
export const ROWS = 'rows'

/**
 * A list of the rows of a model: searched, sorted, limited, paged, selected, exported. `listState(Model, options)` makes a class
 * of it.
 */
export abstract class ListState<T extends ModelTypes> extends AppState {
  /** What the list is searched for. */
  term = ''
  /** The column that it is sorted by, after a `-` downwards; empty for the order of the model. */
  order: T['sort'] | `-${T['sort']}` | '' = ''
  /** The page that is shown, from 1. */
  page = 1
  /** Rows of a page. */
  perPage = 0
  selection: Selection = { all: false, ids: [] }
  /** How far a change of the selected rows has come. */
  progress: Progress = { done: 0, refused: 0, isRunning: false }
  /** What a table has to know of the list. */
  listing: Listing = { key: '', prefix: '', sizes: [], isSearched: false }

  /** The rows of the page, as the database has them. */
  get rows(): readonly T['row'][] {
    return rowsOf(pageQuery(this as never), settingsOf(this).row as never)
  }

  /** How many rows have come that are not shown yet. `load()` shows them. */
  get pending(): number {
    return 0
  }

  /** How many rows the list has; null where they are not counted. */
  get total(): number | null {
    const { count: mode } = settingsOf(this)
    if (mode === 'none') return null
    const query = matchingQuery(this as never)
    return count(mode === 'exact' ? query : query.limit(MOST_COUNTED + 1))
  }

  /** What the list is limited to. */
  get filters(): Partial<T['filters']> {
    const vars = this as unknown as Record<string, unknown>
    const names = [...settingsOf(this).filters.keys()]
    const given = names.map((name) => [name, vars[filterVar(name)]])
    return Object.fromEntries(given.filter(([, value]) => value !== null)) as Partial<T['filters']>
  }

  /** How many pages there are; null where rows are not counted to the end. */
  get pages(): number | null {
    const { count: mode } = settingsOf(this)
    if (mode === 'none' || (mode === 'capped' && (this.total ?? 0) > MOST_COUNTED)) return null
    return Math.max(1, Math.ceil((this.total ?? 0) / this.perPage))
  }

  /** How many rows are selected; null where nobody has counted them. */
  get selected(): number | null {
    const { all, ids } = this.selection
    if (!all) return ids.length
    return this.pages === null ? null : Math.max(0, (this.total ?? 0) - ids.length)
  }

  /** Shows what has come. */
  load(): void {
    askList(listOf(this), { do: 'load' })
  }

  /** Searches the list. */
  search(term: string): void {
    this.term = termFrom(term)
    toFirstPage(this)
  }

  /**
   * Sorts the list by a column, and the other way when it is sorted by it already.
   *
   * @throws E_SORT_COLUMN
   */
  sort(column: T['sort']): void {
    if (!settingsOf(this).sort.has(column)) throw new E_SORT_COLUMN([String(column)])
    this.order = this.order === column ? `-${column}` : column
    this.page = 1
  }

  /**
   * Limits the list. What is null or left out is as it was before; null takes a limit away.
   *
   * @throws E_VALIDATION_ERROR
   */
  async filter(values: { [K in keyof T['filters']]?: T['filters'][K] | null }): Promise<void> {
    const vars = this as unknown as Record<string, unknown>
    const given = (values ?? {}) as FormValues
    for (const [name, validator] of settingsOf(this).filters) {
      if (!Object.hasOwn(given, name)) continue
      const value = given[name]
      const isGone = value === null || value === undefined || value === ''
      const checked = isGone
        ? { [name]: null }
        : await validated(this as never, validator, { [name]: value }, null)
      vars[filterVar(name)] = checked[name]
    }
    toFirstPage(this)
  }

  /** Shows another page. One that is not there is the nearest that is. */
  turn(page: number): void {
    this.page = Math.min(pageFrom(page), this.pages ?? Infinity)
  }

  /**
   * Gives pages another size.
   *
   * @throws E_PAGE_SIZE
   */
  resize(perPage: number): void {
    if (!settingsOf(this).sizes.includes(perPage)) throw new E_PAGE_SIZE([String(perPage)])
    this.perPage = perPage
    this.page = 1
  }

  /**
   * Selects rows, or takes them out of the selection.
   *
   * @param id - of a row, or of several
   * @throws E_SELECTION_KEY, E_SELECTION_SIZE
   */
  select(id: Id | Id[], isSelected = true): void {
    const given = [id].flat()
    if (!given.every(isKey)) throw new E_SELECTION_KEY()
    const { all, ids } = this.selection
    const keys = new Map(given.map((each) => [String(each), each]))
    const others = ids.filter((each) => !keys.has(String(each)))
    const listed = Boolean(isSelected) === all ? others : [...others, ...keys.values()]
    if (listed.length > Math.max(MOST_SELECTED, ids.length)) {
      throw new E_SELECTION_SIZE([MOST_SELECTED])
    }
    changeSelection(this, { all, ids: listed })
  }

  /** Selects all rows that the list has, on whatever page. */
  selectAll(): void {
    changeSelection(this, { all: true, ids: [] })
  }

  clearSelection(): void {
    changeSelection(this, { all: false, ids: [] })
  }

  /**
   * Exports all rows of the list, as pages get them, in the background. They are read while the file is written, however many they are.
   *
   * @throws E_DOWNLOAD_LIMIT, E_UPLOAD_NO_SPACE
   */
  async exportAs(format: 'csv' | 'json'): Promise<BrowserAction> {
    const { stream, contentType } = await exportRows(
      this as never,
      format === 'json' ? 'json' : 'csv'
    )
    const filename = `${settingsOf(this).model.table}.${format === 'json' ? 'json' : 'csv'}`
    return download({ stream, filename, contentType })
  }

  /** A change of many rows that has ended with its process runs no longer. Call it from a method of your own. */
  override $interrupted(_event: string): unknown {
    if (this.progress.isRunning) this.progress = { ...this.progress, isRunning: false }
    return undefined
  }

  /** Limits what this list shows, and what it may change, beyond owner and filters: conditions, preloads. */
  protected visible(_query: ModelQueryBuilderContract<T['model']>): void {}

  /**
   * Limits a query by a filter.
   *
   * @returns whether it did; otherwise the filter is compared with the column of its name
   */
  protected filtered<K extends keyof T['filters'] & string>(
    _query: ModelQueryBuilderContract<T['model']>,
    _name: K,
    _value: T['filters'][K]
  ): boolean {
    return false
  }

  /**
   * Changes each selected row, in chunks, for background events of your own.
   *
   * @param ability - what the policy is asked for each row
   * @param work - changes a row with the transaction of its chunk
   */
  protected eachSelected(ability: 'edit' | 'delete', work: ChangeRow<RowOf<T>>): Promise<void> {
    return changeSelected(this as never, ability, work as never)
  }
}

/** Name of the var that has a filter. */
export function filterVar(name: string): string {
  return `filter:${name}`
}

/** Goes back from a page that is empty; see `ListOptions.goBack`. */
export function goBack(state: AnyList): boolean {
  if (state.page <= 1) return false
  state.page = Math.min(state.page - 1, state.pages ?? 1)
  return true
}

/** A page that there may be. */
export function pageFrom(page: unknown): number {
  const number = Math.trunc(Number(page))
  return Number.isSafeInteger(number) && number >= 1 ? Math.min(number, LAST_PAGE) : 1
}

/** A text that can be searched for: no database keeps a NUL or half of a character, and no address has one. */
export function termFrom(term: unknown): string {
  const text = typeof term === 'string' || typeof term === 'number' ? String(term) : ''
  const whole = text.replaceAll('\0', '').toWellFormed().slice(0, LONGEST_TERM)
  // The cut may go through a character
  return whole.isWellFormed() ? whole : whole.slice(0, -1)
}

/** Name of the list among live vars. */
export function listOf(state: AppState): string {
  return `${stateId(state.constructor)}.${ROWS}`
}

function toFirstPage(state: { page: number; selection: Selection }): void {
  state.page = 1
  // What matched before is nothing that anybody has chosen now
  if (state.selection.all) changeSelection(state as never, { all: false, ids: [] })
}

function changeSelection(state: AppState & { selection: Selection }, selection: Selection): void {
  state.selection = selection
  const isEmpty = !selection.all && selection.ids.length === 0
  askList(listOf(state), { do: isEmpty ? 'release' : 'hold', reason: SELECTION })
}
