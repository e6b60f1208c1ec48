/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Check } from '../../../doctor/main.ts'
import type { StateDefinition } from '../../../state/main.ts'
import { GUARDS } from '../guards/notes.ts'

/** Looks for events that anybody can call, in states that guard others of their events. */
export const unguardedEventsCheck: Check = {
  name: 'security/unguarded-events',
  *run({ states, isOpen, placeOf }) {
    for (const definition of states.all()) {
      const { id } = definition
      const unguarded = isOpen(id) ? unguardedEvents(definition) : []
      if (unguarded.length === 0) continue
      yield {
        severity: 'hint',
        about: id,
        ...placeOf(id),
        reason: `Guests can call ${unguarded.join(', ')} of ${id}, which guards other events`,
        remedy: 'Guard them with @rx.guard() or @rx.can() as well, or give the page a middleware',
      }
    }
  },
}

/** Events of the class itself without a guard; none where no event has one, or all have that of the class. */
function unguardedEvents(definition: StateDefinition): string[] {
  const { State, events } = definition
  const notes = definition.notes(GUARDS)
  if (notes.size === 0 || 'guard' in State) return []
  return [...events.keys()].filter(
    (name) => Object.hasOwn(State.prototype, name) && !notes.has(name)
  )
}
