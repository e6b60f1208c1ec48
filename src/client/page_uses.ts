/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { PageUses } from '../protocol/main.ts'
import type { Store } from './store.ts'

/** Characters of it that a server reads before it has asked: each may be of three bytes, beside an address. */
const UNASKED = 7 * 1024

/**
 * What the page that is shown uses of its server: the names of all that its states have. A var without
 * a value is not among them, and a page copes without one.
 *
 * @param isAsked - the server has asked for it
 * @returns undefined when that is too long to be said unasked
 */
export function usesOf(store: Store, isAsked: boolean): PageUses | undefined {
  const { id, states } = store.page
  const uses: PageUses = { page: id, states: {} }
  for (const state of states) {
    const told = store.told(state)
    if (told) uses.states[state] = [Object.keys(told.vars), [...told.events]]
  }
  return isAsked || JSON.stringify(uses).length <= UNASKED ? uses : undefined
}
