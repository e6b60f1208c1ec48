/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { inspect, isDeepStrictEqual } from 'node:util'

/** Differences that are listed; the rest is counted. */
const LISTED = 20
/** Characters of a value that are shown. */
const SHOWN = 160
/** Characters that are shown before the place where two long texts differ. */
const BEFORE = 40

/** Stands before and after what JSON does not have, until the text is there. */
const MARK = '\u0000'
const MARKED = /"\\u0000(.*?)\\u0000"/g

/** A value in a line of a message. */
export function show(value: unknown): string {
  const text = toText(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text
}

/** A value that may be absent. */
export function showFound(value: unknown): string {
  return value === undefined ? 'nothing' : show(value)
}

/** A value without the keys that are undefined, as JSON has it. */
export function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}

/** A value as JSON has it, with what is expected to be undefined. */
export function plainWanted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainWanted)
  if (!isObject(value) || !isPlain(value) || 'toJSON' in value) return plain(value)
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plainWanted(each)]))
}

/**
 * What of a value something is expected of: of an object what the expected one names, of a list all items. An
 * object of which nothing is named stands for an empty one.
 */
export function partOf(actual: unknown, expected: unknown): unknown {
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.map((item, index) => partOf(item, expected[index]))
  }
  if (!isObject(actual) || !isObject(expected) || !isPlain(actual) || !isPlain(expected)) {
    return actual
  }
  const names = Object.keys(expected)
  if (names.length === 0) return actual
  // What is not there is undefined, where that is expected
  const found = names.filter((name) => Object.hasOwn(actual, name) || expected[name] === undefined)
  return Object.fromEntries(found.map((name) => [name, partOf(actual[name], expected[name])]))
}

/**
 * Says in lines where two values differ.
 *
 * @param path - where they are, for the lines
 */
export function difference(expected: unknown, actual: unknown, path: string): string[] {
  return listed(compare(expected, actual, path))
}

/** The first lines, and how many more there are. */
export function listed(lines: string[]): string[] {
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
    const lines = [...keys].flatMap((key) => {
      const place = path === '' ? key : `${path}.${key}`
      const found = compare(expected[key], actual[key], place)
      if (found.length > 0 || Object.hasOwn(expected, key) === Object.hasOwn(actual, key))
        return found
      const value = (object: object) => (Object.hasOwn(object, key) ? 'undefined' : 'nothing')
      return [`${place}: expected ${value(expected)}, got ${value(actual)}`]
    })
    if (lines.length > 0 || (isPlain(expected) && isPlain(actual))) return lines
    return [`${path}: expected ${inspect(expected)}, got ${inspect(actual)}`]
  }
  if (typeof expected === 'string' && typeof actual === 'string') {
    return [`${path}: ${differentTexts(expected, actual)}`]
  }
  return [`${path}: expected ${show(expected)}, got ${show(actual)}`]
}

/** Two texts around the place where they begin to differ. */
function differentTexts(expected: string, actual: string): string {
  if (Math.max(expected.length, actual.length) <= SHOWN) {
    return `expected ${show(expected)}, got ${show(actual)}`
  }
  let place = 0
  while (expected[place] === actual[place]) place++
  const start = Math.max(0, place - BEFORE)
  const around = (text: string) => {
    const end = start + SHOWN / 2
    const part = JSON.stringify(text.slice(start, end))
    return `${start > 0 ? '…' : ''}${part}${text.length > end ? '…' : ''}`
  }
  return `expected ${around(expected)}, got ${around(actual)}, which differ from character ${place + 1} on`
}

function toText(value: unknown): string {
  if (value === undefined) return 'undefined'
  try {
    const text = JSON.stringify(value, (_, each: unknown) => {
      if (typeof each === 'bigint') return String(each)
      return isJson(each) ? each : MARK + inWords(each) + MARK
    })
    return text.replaceAll(MARKED, (_, words: string) => JSON.parse(`"${words}"`) as string)
  } catch {
    // It contains itself, as contexts do
    return inspect(value, { depth: 1, breakLength: Infinity })
  }
}

/** Whether JSON says what a value is: of others it leaves nothing, null or an empty object. */
function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (['undefined', 'function', 'symbol'].includes(typeof value)) return false
  const isOpaque = [RegExp, Map, Set, Error].some((type) => value instanceof type)
  return !isOpaque
}

function inWords(value: unknown): string {
  if (value instanceof Error) return String(value)
  return inspect(value, { depth: 1, breakLength: Infinity })
}

/** Whether an object is all in its keys, as a date or a set is not. */
function isPlain(value: object): boolean {
  return ['[object Object]', '[object Error]'].includes(Object.prototype.toString.call(value))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
