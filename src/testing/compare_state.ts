/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { stateId } from '../state/main.ts'
import type { State, StateClass } from '../state/main.ts'
import { difference, plain } from './difference.ts'
import type { StateVars } from './types.ts'

/** How expected vars differ from those of a page. */
export interface StateDifference {
  message: string
  differences: string[]
  expected: unknown
  actual: unknown
}

/**
 * Compares vars of a state with what is expected of them.
 *
 * @param expected - vars by name; those that are left out may be anything
 * @param vars - undefined when the page does not have the state
 * @returns undefined when they are the same
 */
export function compareState<S extends State>(
  state: StateClass<S>,
  expected: Partial<StateVars<S>>,
  vars: Record<string, unknown> | undefined
): StateDifference | undefined {
  const id = stateId(state)
  const wanted = plain(expected)
  if (!vars) {
    const message = `Expected the page to have ${id}`
    return { message, differences: [], expected: wanted, actual: undefined }
  }
  const names = Object.keys(expected)
  const actual = Object.fromEntries(names.map((name) => [name, plain(vars[name])]))
  const differences = difference(wanted, actual, '')
  if (differences.length === 0) return undefined
  return { message: `Expected ${id} to have other vars`, differences, expected: wanted, actual }
}
