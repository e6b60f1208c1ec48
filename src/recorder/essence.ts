/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { DIFFERS, isObject } from './agreement.ts'

/** Characters of JSON that one expected var may have. */
const LONGEST = 280

/** Items of a list that a reader still compares. */
const MOST_ITEMS = 12

/** By which a reader knows a row, the best first. */
const TELLING = ['name', 'title', 'label', 'slug', 'code', 'email', 'text', 'status', 'quantity']

/**
 * The parts of a value that a person would write into a test: all of a short one, the telling columns of rows.
 *
 * @returns `DIFFERS` for a value that is too long to be read
 */
export function essence(value: unknown): unknown {
  if (lengthOf(value) <= LONGEST) return value
  if (Array.isArray(value)) {
    if (value.length > MOST_ITEMS || !value.every(isObject)) return DIFFERS
    return shortest(value)
  }
  if (!isObject(value)) return DIFFERS
  const plain = Object.entries(value).filter(([, part]) => lengthOf(part) <= LONGEST / 4)
  return withinLength(
    plain.map(([key]) => key),
    (keys) => pick(value, keys)
  )
}

/** Rows, with as many columns as are still read. */
function shortest(rows: Record<string, unknown>[]): unknown {
  const [first] = rows
  const known = Object.keys(first).filter((key) => rows.every((row) => key in row))
  const columns = [
    ...TELLING.filter((key) => known.includes(key)),
    ...known.filter((key) => !TELLING.includes(key)),
  ]
  return withinLength(columns, (keys) => rows.map((row) => pick(row, keys)))
}

/** What has as many of the keys as fit. */
function withinLength(keys: readonly string[], make: (keys: string[]) => unknown): unknown {
  const taken: string[] = []
  for (const key of keys) {
    if (lengthOf(make([...taken, key])) <= LONGEST) taken.push(key)
  }
  return taken.length === 0 ? DIFFERS : make(taken)
}

function pick(value: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, value[key]]))
}

export function lengthOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0
}
