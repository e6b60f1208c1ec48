/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Id } from '../capture/main.ts'

/** Characters of a key. */
const LONGEST = 255

/** Errors of PostgreSQL for a value that the type of its column does not have. */
const OTHER_TYPE = new Set(['22P02', '22003'])

/**
 * Whether a value that a browser has sent may be the key of a row. Databases make something of other values: a driver
 * writes an object as a condition, or compares `true` with 1.
 */
export function isKey(value: unknown): value is Id {
  if (typeof value === 'number') return Number.isFinite(value)
  // No database keeps a NUL in a text, or half of a character
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= LONGEST &&
    !value.includes('\0') &&
    value.isWellFormed()
  )
}

/** Errors of MySQL for what a column or an index does not take. */
const REFUSED_BY_MYSQL = new Set([1048, 1062, 1264, 1364, 1366, 1406, 1451, 1452, 3819])

/** Whether a query has failed since the database does not take the row. */
export function isConstraint(error: unknown): boolean {
  const { code, errno } = (error ?? {}) as { code?: unknown; errno?: unknown }
  return (
    /^(23|22001$|22003$|SQLITE_CONSTRAINT)/.test(String(code)) ||
    (String(code).startsWith('ER_') && REFUSED_BY_MYSQL.has(Number(errno)))
  )
}

/** Whether a query has failed since a value has not the type of its column: no row has it then. */
export function isOtherType(error: unknown): boolean {
  return OTHER_TYPE.has(String((error as { code?: unknown } | undefined)?.code))
}
