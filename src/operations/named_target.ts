/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { unknownName } from '../option_names.ts'
import type { OptionNames } from '../option_names.ts'
import { stateId } from '../state/main.ts'
import type { StateClass } from '../state/main.ts'

/** Makes the error for a target that means nothing. */
type TargetError = new (args: [why: string]) => Error

/** A target as processes tell it each other. */
export type Named<T> = { [Key in keyof T]?: string }

/**
 * Reads what names tabs or rooms, with classes of states as their ids, and numbers as texts.
 *
 * @param target - as the application has it
 * @param names - all by which something can be named
 * @param Refusal - what is thrown
 * @throws Refusal for a name that is misspelled, or a value that is missing: what was meant for one must not
 *   reach all
 */
export function readTarget<T extends object>(
  target: unknown,
  names: OptionNames<T>,
  Refusal: TargetError
): Named<T> {
  if (typeof target !== 'object' || target === null) throw new Refusal([`it is ${String(target)}`])
  const unknown = unknownName(target, names)
  if (unknown) {
    const advice = `${unknown.advice[0].toLowerCase()}${unknown.advice.slice(1)}`
    throw new Refusal([`nothing is called "${unknown.name}", ${advice}`])
  }
  const read: Record<string, string> = {}
  for (const [key, value] of Object.entries(target) as [string, unknown][]) {
    if (key === 'state' && typeof value === 'function') read.state = stateId(value as StateClass)
    else if (Number.isFinite(value) || (typeof value === 'string' && value !== '')) {
      read[key] = String(value)
    } else throw new Refusal([`"${key}" is ${value === '' ? 'empty' : String(value)}`])
  }
  return read as Named<T>
}
