/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { PageUses } from '../protocol/main.ts'
import type { Store } from './store.ts'

/**
 * What the page that is shown uses of its server: the names of all that its states have. A var without
 * a value is not among them, and a page copes without one.
 */
export function usesOf(store: Store): PageUses {
  const { id, states } = store.page
  const uses: PageUses = { page: id, states: {} }
  for (const state of states) {
    const told = store.told(state)
    if (told) uses.states[state] = [Object.keys(told.vars), [...told.events]]
  }
  return uses
}
