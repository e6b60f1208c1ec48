/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { PreparedChange, StateDefinition } from '../state/main.ts'
import type { Tab } from './tab.ts'

/**
 * Validation errors are the one thing that a failed event changes.
 *
 * @param fields - first message by field
 */
export function noteErrors(
  tab: Tab,
  definition: StateDefinition,
  fields: Record<string, string>
): PreparedChange {
  const scope = tab.states.begin({})
  scope.view(definition).errors = fields
  return tab.states.prepare(scope)
}
