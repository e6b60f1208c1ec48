/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { StateDefinition } from '../../state/main.ts'
import type { Tab } from '../tab.ts'
import type { TabChange } from './tab_change.ts'

/**
 * Validation errors are the one thing that a failed event changes.
 *
 * @param fields - first message by field
 */
export function noteErrors(
  tab: Tab,
  definition: StateDefinition,
  fields: Record<string, string>
): TabChange {
  const scope = tab.states.openScope({})
  scope.view(definition).errors = fields
  return { prepared: tab.states.prepare(scope), actions: [] }
}
