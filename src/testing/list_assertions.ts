/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { difference, partOf, plain, plainWanted, show } from './difference.ts'
import { E_TEST_NOTHING_ASSERTED } from './exceptions.ts'
import type { Failure } from './report.ts'
import type { PartOf } from './types.ts'

/** A state with rows, as `modelState()` and `listState()` make them. */
export interface ListedState {
  readonly rows: readonly object[]
}

/** A row of such a state. */
export type ListedRow<S extends ListedState> = S['rows'][number]

/** What of a page of a list is expected; what is left out may be anything. */
export interface ExpectedPage {
  page?: number
  pages?: number | null
  perPage?: number
  total?: number | null
  pending?: number
}

/** What is selected: ids, or all rows but some. */
export type ExpectedSelection =
  readonly (string | number)[] | { all: true; except?: readonly (string | number)[] }

export interface ListAssertionsOptions {
  /** Id of the state. */
  id: string
  /** The vars of the state as the page has them. */
  vars: () => Record<string, unknown>
  /** Throws the failure, as of the function. */
  fail: (failure: Failure, of: (...args: never[]) => unknown) => never
}

/** What can be asserted on a list of a page. */
export class ListAssertions<S extends ListedState> {
  readonly #options: ListAssertionsOptions

  constructor(options: ListAssertionsOptions) {
    this.#options = options
  }

  /** The rows that the page shows, in their order. */
  get rows(): readonly ListedRow<S>[] {
    return (this.#vars.rows ?? []) as readonly ListedRow<S>[]
  }

  /**
   * @param expected - all rows that are shown, in order; of each, what is left out may be anything
   * @throws AssertionError when the page shows others
   */
  assertRows(expected: readonly PartOf<ListedRow<S>>[]): void {
    const actual = partOf(this.rows, expected)
    this.#compare('other rows', expected, actual, this.assertRows)
  }

  /**
   * @param column - by whose values the rows are sorted
   * @throws AssertionError when they are in another order; E_TEST_NOTHING_ASSERTED where
   *   no two rows differ in it
   */
  assertOrder(column: keyof ListedRow<S> & string, direction: 'asc' | 'desc' = 'asc'): void {
    const values = this.rows.map((row) => row[column] as unknown as string | number)
    if (new Set(values).size < 2) {
      const call = `assertOrder(${show(column)})`
      throw new E_TEST_NOTHING_ASSERTED([call, 'Have the list show two rows that differ in it'])
    }
    const sorted = [...values].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0))
    if (direction === 'desc') sorted.reverse()
    this.#compare(`another order by ${column}`, sorted, values, this.assertOrder)
  }

  /**
   * @throws AssertionError when the page is another one; E_TEST_NOTHING_ASSERTED without an expectation
   */
  assertPage(expected: ExpectedPage): void {
    if (!Object.values(expected).some((value) => value !== undefined)) {
      const call = `assertPage(${show(expected)})`
      throw new E_TEST_NOTHING_ASSERTED([call, 'Name what of the page is expected'])
    }
    this.#compare('another page', expected, partOf(this.#vars, expected), this.assertPage)
  }

  /**
   * @throws AssertionError when other rows are selected
   */
  assertSelected(expected: ExpectedSelection): void {
    const isList = Array.isArray(expected)
    const ids = isList ? expected : ((expected as { except?: readonly number[] }).except ?? [])
    const wanted = { all: !isList, ids: sortedTexts(ids as readonly number[]) }
    const { all, ids: selected } = this.#vars.selection as { all: boolean; ids: number[] }
    this.#compare(
      'another selection',
      wanted,
      { all, ids: sortedTexts(selected) },
      this.assertSelected
    )
  }

  get #vars(): Record<string, unknown> {
    return this.#options.vars()
  }

  #compare(
    what: string,
    expected: unknown,
    actual: unknown,
    of: (...args: never[]) => unknown
  ): void {
    const differences = difference(plainWanted(expected), plain(actual), '')
    if (differences.length === 0) return
    const message = `Expected the list of ${this.#options.id} to have ${what}`
    this.#options.fail({ message, differences, expected, actual }, of)
  }
}

function sortedTexts(ids: readonly (string | number)[]): string[] {
  return ids.map(String).sort()
}
