/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { STORED_EVENT } from '../protocol/main.ts'
import type { JsonValue } from '../protocol/main.ts'
import type { EventScope, StateDefinition } from '../state/main.ts'
import type { EventCall, Features, Tab } from '../tabs/main.ts'

/**
 * The event by which a browser tells a state what its local storage holds.
 *
 * @param stored - texts by key
 * @returns undefined where it holds nothing of the state
 */
export function storedEvent(
  features: Features,
  tab: Tab,
  definition: StateDefinition,
  stored: Readonly<Record<string, string>>
): ((scope: EventScope) => Promise<unknown>) | undefined {
  const values: Record<string, JsonValue> = {}
  for (const [name, place] of Object.entries(definition.extension.snapshot?.k ?? {})) {
    const key = place.slice(1) || `${definition.id}.${name}`
    if (place[0] === 'l' && Object.hasOwn(stored, key)) {
      values[name] = JSON.parse(stored[key]) as JsonValue
    }
  }
  if (Object.keys(values).length === 0) return undefined
  const call = { tab, definition, name: STORED_EVENT, event: undefined, sent: [values] }
  // A request of a test has no page that shows the state, and no socket
  const run = features.claim(call as unknown as EventCall)
  return run && ((scope) => run.handle(scope))
}
