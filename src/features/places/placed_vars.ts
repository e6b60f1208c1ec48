/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { errors } from '../../state/main.ts'
import type { StateDefinition, StateExtension } from '../../state/main.ts'
import { E_PLACE_VALIDATOR } from './exceptions.ts'
import { isPlainValue } from './place.ts'
import type { Place } from './place.ts'

/** Under which the decorators of the feature note what they say. */
export const PLACES = 'places'

/** A base var with a place. */
export interface PlacedVar<P extends Place = Place> {
  readonly definition: StateDefinition
  readonly name: string
  readonly place: P
  /** What it is while its place holds nothing that can be taken. */
  readonly initial: unknown
}

const known = new WeakMap<StateDefinition, ReadonlyMap<string, PlacedVar>>()

/**
 * The vars of a state class that are kept elsewhere besides, by name.
 *
 * @throws E_PLACE_VALIDATOR, E_STATE_SCOPE
 */
export function placedVars(definition: StateDefinition): ReadonlyMap<string, PlacedVar> {
  let placed = known.get(definition)
  if (!placed) known.set(definition, (placed = readPlaces(definition)))
  return placed
}

function readPlaces(definition: StateDefinition): Map<string, PlacedVar> {
  const places = definition.notes(PLACES) as ReadonlyMap<string, Place>
  const placed = new Map<string, PlacedVar>()
  if (places.size === 0) return placed
  const vars = definition.createVars()
  for (const [name, place] of places) {
    if (definition.inRoom) {
      const reason = `its var "${name}" has a place in one browser`
      throw new errors.E_STATE_SCOPE([definition.id, reason])
    }
    const initial = vars[name]
    if (!place.validator && !isPlainValue(initial, place)) {
      throw new E_PLACE_VALIDATOR([`${definition.id}.${name}`])
    }
    placed.set(name, { definition, name, place, initial })
  }
  return placed
}

/**
 * What a state class has of vars in the browser's storage: which storage (`l` or `s`), and the key
 * when it is given.
 *
 * @returns undefined when none is
 * @throws E_PLACE_VALIDATOR, E_STATE_SCOPE
 */
export function placesExtension(definition: StateDefinition): StateExtension | undefined {
  const stored: Record<string, string> = {}
  for (const [name, { place }] of placedVars(definition)) {
    if (place.in === 'local' || place.in === 'session') {
      stored[name] = place.in[0] + (place.key ?? '')
    }
  }
  const kept = Object.keys(stored)
  return kept.length > 0 ? { snapshot: { k: stored }, kept } : undefined
}
