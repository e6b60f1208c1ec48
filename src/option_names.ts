/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_INVALID_CONFIG } from './exceptions.ts'

/** Makes the error for an option that cannot be used. */
type OptionError = new (args: [name: string, problem: string]) => Error

/** All names of the options of a type, each of them once. */
export type OptionNames<T> = Record<keyof Required<T>, true>

/**
 * Refuses options that are not there: one that is misspelled would leave its limit as it is. What is no
 * object of options would leave all of them.
 *
 * @param where - what the options belong to, such as `limits`; empty for those of the configuration itself
 * @param given - as the application has it
 * @param Refusal - what is thrown, with the name that is nearest
 */
export function checkNames<T extends object>(
  where: string,
  given: T | undefined,
  names: OptionNames<T>,
  Refusal: OptionError = E_INVALID_CONFIG
): void {
  checkGroup(where || 'options', given, Refusal)
  const unknown = unknownName(given ?? {}, names)
  if (!unknown) return
  const path = where ? `${where}.${unknown.name}` : unknown.name
  throw new Refusal([path, `this option does not exist. ${unknown.advice}`])
}

/**
 * The first name that is not known, and what may have been meant.
 *
 * @param given - as the application has it
 */
export function unknownName(
  given: object,
  names: Readonly<Record<string, true>>
): { name: string; advice: string } | undefined {
  const name = Object.keys(given).find((key) => !Object.hasOwn(names, key))
  if (name === undefined) return undefined
  const known = Object.keys(names)
  const nearest = nearestName(name, known)
  const advice = nearest ? `Did you mean "${nearest}"?` : `There are ${known.join(', ')}`
  return { name, advice }
}

/**
 * Refuses what is not an object with options, `null` included.
 *
 * @param name - of the option that they are in
 * @param Refusal - what is thrown
 */
export function checkGroup(
  name: string,
  given: unknown,
  Refusal: OptionError = E_INVALID_CONFIG
): void {
  if (given === undefined || isPlain(given)) return
  throw new Refusal([name, 'write an object with its options, or leave it out'])
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** The name that is misspelled so; undefined when it is like none. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: distanceOf(name, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, candidate.length / 3))
    .sort((a, b) => a.distance - b.distance)
  return nearest?.candidate
}

/** How many letters are added, left out or replaced between two words, whatever their case. */
function distanceOf(from: string, to: string): number {
  const [a, b] = [from.toLowerCase(), to.toLowerCase()]
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1))
    }
    row = next
  }
  return row[b.length]
}
