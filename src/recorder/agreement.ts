/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isDeepStrictEqual } from 'node:util'

/** Stands for values that have nothing in common that a test could expect. */
export const DIFFERS = Symbol('differs')

/** Milliseconds around a recording in which a moment is one of the recording itself. */
const NEAR = 2 * 24 * 60 * 60 * 1_000

/** A date, with or without a time. */
const DATE = /\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?/

/** Keys whose values name a row: they say nothing to a reader, and depend on what was written before. */
const ROW_KEYS = new Set(['id', 'uuid'])

/**
 * What a test may expect of a value that was seen several times: the parts that were the same each time. Moments
 * near the recording are not among them: they would be others tomorrow.
 *
 * @param values - in the recording, and in each play of it
 */
export function agreed(values: readonly unknown[]): unknown {
  const [first] = values
  if (values.includes(undefined)) return DIFFERS
  if (values.every(Array.isArray)) return agreedList(values as unknown[][])
  if (values.every(isObject)) return agreedObject(values)
  return values.every((value) => isDeepStrictEqual(value, first)) && !isNow(first) ? first : DIFFERS
}

/** A list has all its items, or is none: one item that differs would have to match anything. */
function agreedList(lists: unknown[][]): unknown {
  const [first] = lists
  if (lists.some(({ length }) => length !== first.length)) return DIFFERS
  const items = first.map((_, index) => agreed(lists.map((list) => list[index])))
  return items.includes(DIFFERS) ? DIFFERS : items
}

function agreedObject(objects: readonly Record<string, unknown>[]): unknown {
  const [first] = objects
  const keys = Object.keys(first)
  if (keys.length === 0)
    return objects.every((each) => Object.keys(each).length === 0) ? {} : DIFFERS
  const told = keys.length > 1 ? keys.filter((key) => !ROW_KEYS.has(key)) : keys
  const parts = told.map((key) => [key, agreed(objects.map((each) => each[key]))] as const)
  const same = parts.filter(([, part]) => part !== DIFFERS)
  return same.length === 0 ? DIFFERS : Object.fromEntries(same)
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNow(value: unknown): boolean {
  if (typeof value === 'number') return isNear(value) || isNear(value * 1_000)
  if (typeof value !== 'string') return false
  const [date] = DATE.exec(value) ?? []
  return date !== undefined && isNear(Date.parse(date))
}

function isNear(time: number): boolean {
  return Math.abs(time - Date.now()) < NEAR
}
