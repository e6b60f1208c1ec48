/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { FeatureFactory, Tab } from 'reflex-adonis/types'

/** Counts the events of each tab, and shows a page that asks how many there were. */
export const eventCounter: FeatureFactory = () => {
  const counts = new WeakMap<Tab, number>()
  const shown = new WeakSet<Tab>()
  const countOf = (tab: Tab) => counts.get(tab) ?? 0
  const show = (tab: Tab, count: number) => {
    counts.set(tab, count)
    if (shown.has(tab)) tab.tell('counter', count)
  }
  return {
    name: 'counter',
    attach: (tab) => ({
      answered: () => show(tab, countOf(tab) + 1),
      told: (data) => {
        if (data !== 'show' && data !== 'reset') throw new Error('It shows or resets')
        shown.add(tab)
        show(tab, data === 'reset' ? 0 : countOf(tab))
      },
      // They were somebody else's
      disowned: () => show(tab, 0),
      pack: () => counts.get(tab),
      restore: (count) => {
        if (typeof count !== 'number') throw new TypeError('It has kept no count')
        counts.set(tab, count)
      },
    }),
    endpoint: {
      async respond({ tabs, response }) {
        response.json(tabs.map((tab) => countOf(tab)))
      },
    },
  }
}
