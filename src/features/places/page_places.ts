/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { BridgeMode, StateDefinition } from '../../state/main.ts'
import type { CookiePlace, Place, QueryPlace } from './place.ts'
import { placedVars } from './placed_vars.ts'
import type { PlacedVar } from './placed_vars.ts'
import { E_COOKIE_WITHOUT_REQUEST, E_QUERY_NAME_TAKEN } from './exceptions.ts'

/** Where a page has a var of: its id and its name. */
export function pathOf({ definition, name }: PlacedVar): string {
  return `${definition.id}.${name}`
}

/**
 * The vars of a page that a request brings with it: in cookies and in its address.
 */
export class PagePlaces {
  readonly cookies: readonly PlacedVar<CookiePlace>[]
  readonly queries: readonly PlacedVar<QueryPlace>[]

  /**
   * @param definitions - states of the page
   */
  constructor(definitions: readonly StateDefinition[]) {
    const placed = definitions.flatMap((each) => [...placedVars(each).values()])
    this.cookies = placed.filter((each) => isIn(each, 'cookie'))
    this.queries = placed.filter((each) => isIn(each, 'query'))
  }

  get isEmpty(): boolean {
    return this.cookies.length === 0 && this.queries.length === 0
  }

  /**
   * Checks what only all states of a page can tell.
   *
   * @param page - id of the page
   * @param mode - how events of a state run
   * @throws E_QUERY_NAME_TAKEN, E_COOKIE_WITHOUT_REQUEST
   */
  verify(page: string, mode: (definition: StateDefinition) => BridgeMode): void {
    const parameters = new Map<string, PlacedVar>()
    for (const placed of this.queries) {
      const { key } = placed.place
      const other = parameters.get(key)
      if (other) throw new E_QUERY_NAME_TAKEN([key, page, pathOf(other), pathOf(placed)])
      parameters.set(key, placed)
    }
    for (const placed of this.cookies) {
      if (mode(placed.definition) !== 'none') continue
      throw new E_COOKIE_WITHOUT_REQUEST([pathOf(placed), 'its state'])
    }
  }
}

function isIn<K extends Place['in']>(
  placed: PlacedVar,
  kind: K
): placed is PlacedVar<Extract<Place, { in: K }>> {
  return placed.place.in === kind
}
