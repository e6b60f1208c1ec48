/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'
import { isObject } from './agreement.ts'
import { findReference } from './references.ts'
import type { Reference } from './references.ts'
import type { Act, Sight } from './walk.ts'

/** A value of a call that the page shows. */
export interface StepReference {
  /** Names it among those of its step. */
  key: string
  value: unknown
  name: string
  reference: Reference
}

/** The values of an act that its page shows, so that they can be read there. */
export function referencesOf(act: Act, sight: Sight | undefined): StepReference[] {
  const found: StepReference[] = []
  for (const { value, name } of valuesOf(act)) {
    const reference = findReference(value, name, sight)
    const isKnown = found.some((each) => each.value === value && each.name === name)
    if (reference && !isKnown) found.push({ key: String(found.length), value, name, reference })
  }
  return found
}

function valuesOf(act: Act): { value: unknown; name: string }[] {
  if (act.kind === 'click' || act.kind === 'load') {
    const [path] = act.url.split('?', 1)
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map((value) => ({ value, name: 'id' }))
  }
  if (act.kind === 'call') return act.args.flatMap((value) => leavesOf(value, ''))
  if (act.kind === 'submit') return act.fields.flatMap(([name, value]) => leavesOf(value, name))
  return act.kind === 'upload' ? leavesOf(act.argument, '') : []
}

function leavesOf(value: JsonValue | undefined, name: string): { value: unknown; name: string }[] {
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, name))
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, part]) => leavesOf(part as JsonValue, key))
  }
  return [{ value, name }]
}
