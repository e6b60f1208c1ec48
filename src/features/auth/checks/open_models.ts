/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Check } from '../../../doctor/main.ts'
import { GUARDS } from '../guards/notes.ts'

/** Looks for models whose rows anybody may change and remove. */
export const openModelsCheck: Check = {
  name: 'security/open-models',
  async *run({ app, states, isOpen, placeOf }) {
    if (!app.container.hasBinding('lucid.db')) return
    const { modelStates } = await import('../../models/checks/main.ts')
    for (const { definition, settings, isChanging } of modelStates(states)) {
      const { id, State } = definition
      const { policy, owner, model } = settings
      const isGuarded = 'guard' in State || definition.notes(GUARDS).size > 0
      if (policy || owner || isGuarded || !isChanging || !isOpen(id)) continue
      yield {
        severity: 'error',
        about: id,
        ...placeOf(id),
        reason: `Guests may change and remove each row of ${model.table}: ${id} has no policy, no owner and no guard`,
        remedy:
          'Give it a policy or an owner, or its page a middleware; listState() changes nothing',
      }
    }
  },
}
