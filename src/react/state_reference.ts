/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { StateClass } from './types.ts'

/** What a state's import is in a browser: its name. */
export interface StateReference {
  readonly id: string
}

/**
 * What the Vite plugin puts in the place of a state file, so that none of its code reaches a
 * browser. Pages import the file and have the types of the class.
 *
 * @param id - id of the state
 */
export function stateReference(id: string): StateReference {
  return Object.freeze({ id })
}

/** The id of a state, from its class or from what a browser has of it. */
export function stateId(state: StateClass<unknown> | StateReference): string {
  const { id, name } = state as { id?: string; name?: string }
  return (Object.hasOwn(state, 'id') && id) || name || ''
}
