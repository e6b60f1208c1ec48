/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Check } from '../../doctor/main.ts'

/** Looks for state classes that no page has. */
export const unusedStatesCheck: Check = {
  name: 'build/unused-states',
  *run({ states, definitions, placeOf }) {
    const used = new Set(definitions.flatMap((page) => page.states))
    const classes = [...states.all()]
    for (const { id, State } of classes) {
      const place = placeOf(id)
      // A parent of others is used by them, and the package has states of its own
      if (used.has(id) || place.file === undefined) continue
      if (classes.some((other) => other.State.prototype instanceof State)) continue
      yield {
        severity: 'hint',
        about: id,
        ...place,
        reason: `No page uses ${id}`,
        remedy: 'Use it with useReflex() on a page, or remove it',
      }
    }
  },
}
