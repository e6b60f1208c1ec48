/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isDeepStrictEqual } from 'node:util'

/** Differences that are listed; the rest is counted. */
const LISTED = 20
/** Characters of a value that are shown. */
const SHOWN = 160

/** A value in a line of a message. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text
}

/** A value without the keys that are undefined, as JSON has it. */
export function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}

/**
 * Says in lines where two values differ.
 *
 * @param path - where they are, for the lines
 */
export function difference(expected: unknown, actual: unknown, path: string): string[] {
  const lines = compare(expected, actual, path)
  if (lines.length <= LISTED) return lines
  return [...lines.slice(0, LISTED), `and ${lines.length - LISTED} more differences`]
}

function compare(expected: unknown, actual: unknown, path: string): string[] {
  if (isDeepStrictEqual(expected, actual)) return []
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length)
    const lines =
      expected.length === actual.length
        ? []
        : [`${path}: expected ${expected.length} items, got ${actual.length}`]
    for (let index = 0; index < length; index++) {
      lines.push(...compare(expected[index], actual[index], `${path}[${index}]`))
    }
    return lines
  }
  if (isObject(expected) && isObject(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)])
    return [...keys].flatMap((key) =>
      compare(expected[key], actual[key], path === '' ? key : `${path}.${key}`)
    )
  }
  return [`${path}: expected ${show(expected)}, got ${show(actual)}`]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
