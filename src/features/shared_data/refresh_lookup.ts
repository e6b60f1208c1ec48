/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { tabMatcher } from '../../operations/main.ts'
import type { StateRegistry } from '../../state/main.ts'
import type { Tab } from '../../tabs/main.ts'
import type { Asked } from './refreshes.ts'

/** Whether a target names a user and nothing else, as most do. */
function isOfUser({ tabs }: Asked): boolean {
  return tabs.user !== undefined && Object.keys(tabs).length === 1
}

/**
 * Says which keys a tab is to compute again. However many users are named at once, each tab is looked at once.
 */
export class RefreshLookup {
  readonly #users = new Map<string, Asked>()
  readonly #others: { isMeant: (tab: Tab) => boolean; asked: Asked }[]

  /** @param refreshes - each target is there once */
  constructor(refreshes: readonly Asked[], states: StateRegistry) {
    for (const refresh of refreshes) {
      if (isOfUser(refresh)) this.#users.set(refresh.tabs.user!, refresh)
    }
    this.#others = refreshes
      .filter((refresh) => !isOfUser(refresh))
      .map((asked) => ({ isMeant: tabMatcher(asked.tabs, states), asked }))
  }

  /** @param tab - shows a page */
  of(tab: Tab): Asked[] {
    const own = tab.user === undefined ? undefined : this.#users.get(String(tab.user))
    const others = this.#others.filter(({ isMeant }) => isMeant(tab)).map(({ asked }) => asked)
    return own ? [own, ...others] : others
  }
}
