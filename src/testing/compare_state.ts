/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, EMPTY_SNAPSHOT, StateDefinition, stateId } from '../state/main.ts'
import type { State, StateClass } from '../state/main.ts'
import { E_TEST_NOTHING_ASSERTED } from './exceptions.ts'
import { difference, partOf, plain, plainWanted } from './difference.ts'
import type { ExpectedVars } from './types.ts'

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
 * @param expected - vars by name, and parts of them; what is left out may be anything
 * @param vars - undefined when the page does not have the state
 * @returns undefined when they are the same
 * @throws E_TEST_NOTHING_ASSERTED when no var is expected
 */
export function compareState<S extends State>(
  state: StateClass<S>,
  expected: ExpectedVars<S>,
  vars: Record<string, unknown> | undefined
): StateDifference | undefined {
  const id = stateId(state)
  const names = Object.keys(expected)
  const wanted = plainWanted(expected)
  if (!vars) {
    const message = `Expected the page to have ${id}`
    return { message, differences: [], expected: wanted, actual: undefined }
  }
  if (names.length === 0) {
    const remedy = `Name at least one var of ${id}, or use page.state(${id}) to see that the page has it`
    throw new E_TEST_NOTHING_ASSERTED([`assertState(${id}, {})`, remedy])
  }
  const known = varNames(state)
  const unknown = names.filter((name) => !known.has(name) && !(name in vars))
  if (unknown.length > 0) {
    const message = `Expected ${id} to have ${unknown.map((name) => `"${name}"`).join(', ')}, got no such var; it has ${[...known].sort().join(', ')}`
    return { message, differences: [], expected: wanted, actual: vars }
  }
  const actual = partOf(pick(vars, names), wanted)
  const differences = difference(wanted, actual, '')
  if (differences.length === 0) return undefined
  return { message: `Expected ${id} to have other vars`, differences, expected: wanted, actual }
}

/** Some vars as JSON has them; one that is undefined is among them. */
function pick(vars: object, names: string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => [name, plain((vars as Record<string, unknown>)[name])])
  )
}

/** What a page can show of a state; a var that is undefined is not among its values. */
function varNames(state: StateClass): Set<string> {
  const { wireVars } = new StateDefinition(state)
  const shared = state.prototype instanceof AppState ? Object.keys(EMPTY_SNAPSHOT) : []
  return new Set([...wireVars, 'errors', ...shared])
}
