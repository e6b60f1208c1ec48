/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { StateDefinition, StateRegistry } from '../../../state/main.ts'
import { settingsOfClass } from '../crud/settings.ts'
import type { Settings } from '../crud/settings.ts'
import { ModelState } from '../crud/model_state.ts'

/** A state class that `modelState()` or `listState()` has made. */
export interface ModelStateClass {
  definition: StateDefinition
  settings: Settings
  /** Its events change rows. */
  isChanging: boolean
}

/** Those of an application. */
export function modelStates(states: StateRegistry): ModelStateClass[] {
  return [...states.all()].flatMap((definition) => {
    const settings = settingsOfClass(definition.State)
    const isChanging = definition.State.prototype instanceof ModelState
    return settings ? [{ definition, settings, isChanging }] : []
  })
}
