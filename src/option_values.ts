/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import string from '@adonisjs/core/helpers/string'
import { E_INVALID_CONFIG } from './exceptions.ts'

/** A time: milliseconds, or an expression such as `30 seconds` or `10m`. */
export type Duration = number | string

/** A size: bytes, or an expression such as `64kb`. */
export type Size = number | string

/**
 * @param name - of the option, for the error
 * @returns milliseconds
 * @throws E_INVALID_CONFIG
 */
export function time(name: string, value: Duration | undefined, fallback: string): number {
  const parsed = read(() => string.milliseconds.parse(value ?? fallback))
  if (!(parsed > 0)) {
    throw new E_INVALID_CONFIG([
      name,
      `"${value}" is not a duration. Write milliseconds or "10s", "5m", "1h"`,
    ])
  }
  return parsed
}

/**
 * @param name - of the option, for the error
 * @returns bytes
 * @throws E_INVALID_CONFIG
 */
export function size(name: string, value: Size | undefined, fallback: string): number {
  const parsed = read(() => string.bytes.parse(value ?? fallback))
  if (!(parsed > 0)) {
    throw new E_INVALID_CONFIG([name, `"${value}" is not a size. Write bytes or "64kb", "4mb"`])
  }
  return parsed
}

/**
 * @param name - of the option, for the error
 * @throws E_INVALID_CONFIG
 */
export function count(name: string, value: number | undefined, fallback: number): number {
  const chosen = value ?? fallback
  if (chosen !== Infinity && (!Number.isInteger(chosen) || chosen < 1)) {
    throw new E_INVALID_CONFIG([name, `"${value}" is not a count. Write a whole number from 1 on`])
  }
  return chosen
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
