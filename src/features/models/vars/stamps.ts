/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Stamp } from '../live/main.ts'

/** Whether a store has kept a stamp. */
export function isStamp(value: unknown): value is Stamp {
  if (typeof value !== 'object' || value === null) return false
  const { engine, count, key, baseKey, permittedAt, tables } = value as Record<keyof Stamp, unknown>
  return (
    [engine, key, baseKey].every((text) => typeof text === 'string') &&
    typeof count === 'number' &&
    ['number', 'undefined'].includes(typeof permittedAt) &&
    Array.isArray(tables) &&
    tables.every(isTable)
  )
}

function isTable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { connection, table } = value as Record<string, unknown>
  return typeof connection === 'string' && typeof table === 'string'
}
