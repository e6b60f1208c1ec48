/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { MouseEvent } from 'react'
import type { AnyListView } from './list_view.ts'

/** Where the page is. */
interface Location {
  pathname: string
  search: string
}

/** Parameters of the address that say what a list shows, besides its filters. */
type ListParameter = 'search' | 'sort' | 'page' | 'per_page'

/** Addresses by which a list is sorted, searched and paged without scripts. What others have in the address stays. */
export class ListAddress {
  #location: Location
  #prefix: string
  /** Where the form of the search leads. */
  readonly action: string

  constructor(list: AnyListView, location: Location) {
    this.#location = location
    this.#prefix = list.listing.prefix
    this.action = location.pathname
  }

  /** Name of a parameter in the address. */
  parameter(name: string): string {
    return `${this.#prefix}${name}`
  }

  /** The address of the list in another order, at its first page. */
  sort(order: string): string {
    return this.#with({ sort: order, page: null })
  }

  turn(page: number): string {
    return this.#with({ page: page === 1 ? null : String(page) })
  }

  /** Parameters that a form has to keep. */
  others(own: readonly string[]): [name: string, value: string][] {
    const names = new Set(own.map((name) => this.parameter(name)))
    return [...new URLSearchParams(this.#location.search)].filter(([name]) => !names.has(name))
  }

  #with(changes: Partial<Record<ListParameter, string | null>>): string {
    const parameters = new URLSearchParams(this.#location.search)
    for (const [name, value] of Object.entries(changes)) {
      const parameter = this.parameter(name)
      if (value === null) parameters.delete(parameter)
      else parameters.set(parameter, value)
    }
    const search = parameters.toString()
    return search === '' ? this.#location.pathname : `${this.#location.pathname}?${search}`
  }
}

/** The order that a list has after a click on a head. */
export function nextOrder(order: string, column: string): string {
  return order === column ? `-${column}` : column
}

/** Follows a link by an event, unless it is to be opened elsewhere. */
export function instead(event: MouseEvent, call: () => void): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  call()
}
