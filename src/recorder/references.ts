/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isObject } from './agreement.ts'
import { accessOf } from './literal.ts'
import type { Sight } from './walk.ts'

/** Where a page shows a value. */
export interface Reference {
  state: string
  path: (string | number)[]
}

/** How deep a value of a state is looked for. */
const DEEPEST = 4

const ROW_ID = /^(?:id|uuid)$|(?:Id|_id|Uuid|_uuid)$/

/** What names a row of a table, or is as hard to guess. */
function isRowId(value: unknown): value is number | string {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  return typeof value === 'string' && (/^\d{1,15}$/.test(value) || /^[\w-]{16,}$/.test(value))
}

/**
 * Finds where a page shows the id with which somebody calls an event, so that a test can read it there: ids are
 * others in another database.
 *
 * @param name - of the argument or field that has the value; empty for one without a name
 * @param sight - what the page shows before the call
 */
export function findReference(
  value: unknown,
  name: string,
  sight: Sight | undefined
): Reference | undefined {
  if (!sight || !isRowId(value) || (name !== '' && !ROW_ID.test(name))) return undefined
  for (const [state, vars] of Object.entries(sight.vars)) {
    if (state.startsWith('$')) continue
    const path = pathTo(vars, String(value), name, [])
    if (path) return { state, path }
  }
  return undefined
}

/** The reference as an expression. */
export function readReference({ path }: Reference, state: string): string {
  return `${state}${accessOf(path)}`
}

function pathTo(
  value: unknown,
  wanted: string,
  name: string,
  path: (string | number)[]
): (string | number)[] | undefined {
  if (path.length > DEEPEST) return undefined
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = pathTo(item, wanted, name, [...path, index])
      if (found) return found
    }
    return undefined
  }
  if (!isObject(value)) return undefined
  for (const [key, part] of Object.entries(value)) {
    const isKey = key === name || key === 'id' || key === 'uuid'
    if (
      isKey &&
      (typeof part === 'number' || typeof part === 'string') &&
      String(part) === wanted
    ) {
      return [...path, key]
    }
    const found = pathTo(part, wanted, name, [...path, key])
    if (found) return found
  }
  return undefined
}
