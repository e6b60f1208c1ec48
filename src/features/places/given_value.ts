/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { assertJson } from '../../state/main.ts'
import type { QueryPlace } from './place.ts'
import type { PlacedVar } from './placed_vars.ts'

/** Longer texts, and longer lists of them, need a validator. */
const TEXT_LENGTH = 10_000
const LIST_LENGTH = 100

/** What `String(number)` writes, and what one would type for it. */
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/

/** A value that a var may take. */
export interface Taken {
  value: unknown
}

/**
 * Checks what a browser says that a var is.
 *
 * @param given - a JSON value
 * @returns undefined when the var must not take it
 * @throws what a rule of the validator throws that is no failed validation
 */
export async function takeValue(placed: PlacedVar, given: unknown): Promise<Taken | undefined> {
  const { validator } = placed.place
  if (!validator) return isPlain(given, placed.initial) ? { value: given } : undefined
  const [refused, value] = await validator.tryValidate(given)
  return refused || !isJson(value) ? undefined : { value }
}

/**
 * Checks what the address says that a var is.
 *
 * @param texts - values of its parameter
 * @returns undefined when the var must not take it
 * @throws what a rule of the validator throws that is no failed validation
 */
export function takeTexts(
  placed: PlacedVar<QueryPlace>,
  texts: readonly string[]
): Promise<Taken | undefined> {
  const { initial, place } = placed
  if (Array.isArray(initial)) return takeValue(placed, isEmptyList(texts) ? [] : [...texts])
  const [text] = texts
  if (place.validator) return takeValue(placed, texts.length === 1 ? text : [...texts])
  return takeValue(placed, texts.length === 1 ? fromText(text, initial) : undefined)
}

/** A var as the address has it; no text for what is not to be in there. */
export function textsOf({ initial }: PlacedVar, value: unknown): string[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return [String(value)]
  // An empty list that is not the initial one must be told from a parameter that is missing
  if (value.length === 0) return Array.isArray(initial) && initial.length === 0 ? [] : ['']
  return value.map(String)
}

function isEmptyList(texts: readonly string[]): boolean {
  return texts.length === 1 && texts[0] === ''
}

function fromText(text: string, initial: unknown): unknown {
  if (typeof initial === 'number') return NUMBER.test(text) ? Number(text) : undefined
  if (typeof initial !== 'boolean') return text
  return text === 'true' ? true : text === 'false' ? false : undefined
}

function isPlain(given: unknown, initial: unknown): boolean {
  if (Array.isArray(initial)) {
    return Array.isArray(given) && given.length <= LIST_LENGTH && given.every(isText)
  }
  if (typeof given !== typeof initial) return false
  return typeof given === 'number' ? Number.isFinite(given) : isText(given) || given === !!given
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= TEXT_LENGTH
}

/** A validator may let unknown keys through, and one of them be that of a prototype. */
function isJson(value: unknown): boolean {
  try {
    assertJson(value, '')
    return true
  } catch {
    return false
  }
}
