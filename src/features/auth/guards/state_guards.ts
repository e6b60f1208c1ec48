/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { StateDefinition } from '../../../state/main.ts'
import { readConditions, readStateConditions } from './conditions.ts'
import { E_GUARD_OPTION } from './exceptions.ts'
import { Guard } from './guard.ts'
import type { GuardParts } from './guard.ts'
import { GuardedEvent } from './guarded_event.ts'
import { GUARDS } from './notes.ts'
import type { GuardNote } from './notes.ts'
import type { GrantingModel, StateGuardOptions } from './options.ts'

/** What guards a state class. */
export interface StateGuards {
  /** That of the state as a whole: of all its events, and of its vars. */
  whole: Guard | undefined
  /** Those of events by name. */
  events: ReadonlyMap<string, GuardedEvent>
  /** Models whose tables say who may have the state. */
  depends: readonly GrantingModel[]
}

/**
 * Reads what a state class says of its guards.
 *
 * @returns undefined where it says nothing
 * @throws E_GUARD_OPTION, E_GUARD_POLICY
 */
export function readGuards(
  definition: StateDefinition,
  parts: GuardParts
): StateGuards | undefined {
  const { id } = definition
  const notes = definition.notes(GUARDS) as ReadonlyMap<string, GuardNote>
  const options = staticGuards(definition.State)
  if (notes.size === 0 && options.length === 0) return undefined
  for (const name of notes.keys()) {
    if (!definition.events.has(name)) {
      throw new E_GUARD_OPTION([`${id}.${name}`, 'it is not an event. Write @rx.event() as well'])
    }
  }
  const { conditions, depends } = readStateConditions(id, options)
  const whole = options.length > 0 ? new Guard(id, conditions, parts) : undefined
  const events = new Map<string, GuardedEvent>()
  for (const name of whole ? definition.events.keys() : notes.keys()) {
    const where = `${id}.${name}`
    const note = notes.get(name)
    const own = note && new Guard(where, readConditions(where, note), parts)
    events.set(name, new GuardedEvent(whole, own))
  }
  return { whole, events, depends }
}

/** `static guard` of a class and of its parents: nothing that a parent asks is lost. */
function staticGuards(State: object): StateGuardOptions[] {
  const found: StateGuardOptions[] = []
  let current: object | null = State
  while (current && current !== Function.prototype) {
    if (Object.hasOwn(current, 'guard')) {
      found.unshift((current as { guard: StateGuardOptions }).guard)
    }
    current = Object.getPrototypeOf(current) as object | null
  }
  return found
}
