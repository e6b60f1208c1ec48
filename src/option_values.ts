/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { inspect } from 'node:util'
import string from '@adonisjs/core/helpers/string'
import { E_INVALID_CONFIG } from './exceptions.ts'
import { LONGEST_TIMER } from './protocol/main.ts'

/** A time: milliseconds, or an expression such as `30 seconds` or `10m`. */
export type Duration = number | string

/** A size: bytes, or an expression such as `64kb`. */
export type Size = number | string

/** What a duration is for says which ones there may be. */
export interface DurationRange {
  /** No time at all means that something happens at once. Otherwise it is a mistake. */
  zero?: boolean
  /** Nothing waits for it with a timer: it is stored, or compared with a clock. */
  long?: boolean
}

/** Milliseconds of 10 years: file systems and redis can hold the date, and nobody means more. */
export const LONGEST_DURATION = 10 * 365 * 24 * 60 * 60 * 1_000

/** A text that is read as a whole: the parser takes the number in front of anything for bytes. */
const SIZE = /^\s*\d+(\.\d+)?\s*(b|kb|mb|gb|tb|pb)?\s*$/i

/** No time, in any unit: the parser of durations takes it for a mistake. */
const ZERO = /^\s*0+(?:\.0+)?(?=\s|[a-z]|$)/i

/**
 * @param name - of the option, for the error
 * @returns milliseconds
 * @throws E_INVALID_CONFIG
 */
export function time(
  name: string,
  value: Duration | undefined,
  fallback: Duration,
  { zero = false, long = false }: DurationRange = {}
): number {
  const parsed = parseDuration(value === undefined ? fallback : value)
  if (parsed === undefined) {
    throw new E_INVALID_CONFIG([
      name,
      `${shown(value)} is not a duration. Write milliseconds or "10s", "5m", "1h"`,
    ])
  }
  if (parsed < (zero ? 0 : 1)) {
    throw new E_INVALID_CONFIG([name, `${shown(value)} is too short. Write a millisecond or more`])
  }
  if (parsed > (long ? LONGEST_DURATION : LONGEST_TIMER)) {
    const most = long ? '10 years' : '24 days'
    throw new E_INVALID_CONFIG([name, `${shown(value)} is too long. Write ${most} at most`])
  }
  return parsed
}

/**
 * Reads a duration as AdonisJS does, and zero in any unit as well.
 *
 * @param unit - of a number, and of what is returned
 * @returns undefined for what is not a duration
 */
export function parseDuration(
  value: unknown,
  unit: 'milliseconds' | 'seconds' = 'milliseconds'
): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  const isZero = ZERO.test(value)
  const written = isZero ? value.replace(ZERO, '1') : value
  const parsed = read(() => string[unit].parse(written))
  if (!Number.isFinite(parsed)) return undefined
  return isZero ? 0 : parsed
}

/**
 * @param name - of the option, for the error
 * @param most - bytes that whatever takes the size can hold
 * @returns bytes
 * @throws E_INVALID_CONFIG
 */
export function size(
  name: string,
  value: Size | undefined,
  fallback: Size,
  most = Number.MAX_SAFE_INTEGER
): number {
  const chosen = value === undefined ? fallback : value
  const isWhole = typeof chosen === 'number' ? Number.isInteger(chosen) : SIZE.test(chosen)
  const parsed = isWhole ? read(() => string.bytes.parse(chosen)) : Number.NaN
  if (!(parsed >= 1)) {
    throw new E_INVALID_CONFIG([
      name,
      `${shown(value)} is not a size. Write bytes or "64kb", "4mb"`,
    ])
  }
  if (parsed > most) {
    throw new E_INVALID_CONFIG([name, `${shown(value)} is too large. Write ${most} bytes at most`])
  }
  return parsed
}

/**
 * @param name - of the option, for the error
 * @throws E_INVALID_CONFIG
 */
export function count(name: string, value: number | undefined, fallback: number): number {
  const chosen = value === undefined ? fallback : value
  if (chosen !== Infinity && (!Number.isInteger(chosen) || chosen < 1)) {
    throw new E_INVALID_CONFIG([
      name,
      `${shown(value)} is not a count. Write a whole number from 1 on`,
    ])
  }
  return chosen
}

/**
 * @param name - of the option, for the error
 * @throws E_INVALID_CONFIG for what is not a text, or an empty one
 */
export function text<T extends string | undefined>(name: string, value: T): T {
  if (value !== undefined && (typeof value !== 'string' || value === '')) {
    throw new E_INVALID_CONFIG([name, `${shown(value)} is not a text`])
  }
  return value
}

/**
 * A prefix of keys on disks of Drive.
 *
 * @throws E_INVALID_CONFIG for what keys of Drive cannot begin with
 */
export function keyPrefix(name: string, value: string | undefined): string | undefined {
  const prefix = text(name, value)
  if (prefix === undefined || /^[\w-]+(?:\/[\w-]+)*$/.test(prefix)) return prefix
  const problem = `"${prefix}" is not a prefix of keys. Write letters, digits, "-" and "_", such as "tmp/uploads"`
  throw new E_INVALID_CONFIG([name, problem])
}

/**
 * @param name - of the option, for the error
 * @param of - what the list is of, for the error
 * @throws E_INVALID_CONFIG for what is not a list of texts
 */
export function texts<T extends readonly string[] | undefined>(
  name: string,
  value: T,
  of: string
): T {
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string' && each)
  if (value !== undefined && !isList) {
    throw new E_INVALID_CONFIG([name, `write a list of ${of}, or leave it out`])
  }
  return value
}

/**
 * @param name - of the option, for the error
 * @param example - of a path, for the error
 * @throws E_INVALID_CONFIG for what is not a path of the application
 */
export function path<T extends string | undefined>(name: string, value: T, example = '/login'): T {
  if (value === undefined || (typeof value === 'string' && isOwnPath(value))) return value
  throw new E_INVALID_CONFIG([
    name,
    `${shown(value)} is not a path of the application. Write "${example}"`,
  ])
}

/** Whether a URL stays in the application, however a browser reads it. */
export function isOwnPath(url: string): boolean {
  if (!/^\/(?![/\\])/.test(url) || hasControl(url)) return false
  return new URL(url, 'http://own.invalid').origin === 'http://own.invalid'
}

/** Browsers leave tabs and line breaks out, so that `/\t/` is `//`. */
function hasControl(url: string): boolean {
  return [...url].some(
    (character) => character <= ' ' || character === '\\' || character === '\x7f'
  )
}

/** Enough of a value for its author to find it. */
function shown(value: unknown): string {
  const written = typeof value === 'string' ? value : inspect(value, { breakLength: Infinity })
  return `"${written.length > 40 ? `${written.slice(0, 40)}…` : written}"`
}

/** What is not a number is none, and what the parser refuses by an error of its own as well. */
function read(parse: () => unknown): number {
  try {
    const parsed = parse()
    return typeof parsed === 'number' ? parsed : Number.NaN
  } catch {
    return Number.NaN
  }
}
