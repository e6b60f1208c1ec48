/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_VAR_NOT_STORABLE } from './exceptions.ts'
import type { Tree } from './transaction.ts'

/** Where a value holds something that cannot be kept as data, and what that is. */
export interface Unstorable {
  path: string
  what: string
}

/**
 * Whether a value comes back from structured cloning as it was. A class instance does not: it
 * would come back as a plain object without its methods.
 */
export function isStorable(value: unknown): boolean {
  return findUnstorable(value, '') === undefined
}

/**
 * The first thing in a value that does not come back from structured cloning as it was.
 *
 * @param path - name of the value
 */
export function findUnstorable(value: unknown, path: string): Unstorable | undefined {
  return find(value, path, new Set())
}

function find(value: unknown, path: string, seen: Set<object>): Unstorable | undefined {
  if (typeof value === 'function') return { path, what: 'a function' }
  if (typeof value === 'symbol') return { path, what: 'a symbol' }
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined
  seen.add(value)
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = find(item, `${path}[${index}]`, seen)
      if (found) return found
    }
    return undefined
  }
  if (value instanceof Map) {
    for (const [key, item] of value) {
      const found = find(key, `${path} (a key)`, seen) ?? find(item, `${path}.get(…)`, seen)
      if (found) return found
    }
    return undefined
  }
  if (value instanceof Set) {
    for (const item of value) {
      const found = find(item, `${path} (an item)`, seen)
      if (found) return found
    }
    return undefined
  }
  if (value instanceof Date || value instanceof RegExp || ArrayBuffer.isView(value)) {
    return undefined
  }
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null
  if (prototype !== Object.prototype && prototype !== null) {
    return { path, what: `an instance of ${prototype.constructor?.name || 'a class'}` }
  }
  for (const [name, item] of Object.entries(value)) {
    const found = find(item, `${path}.${name}`, seen)
    if (found) return found
  }
  return undefined
}

/**
 * @param before - the tree before: what it has as well was looked at then
 * @throws E_VAR_NOT_STORABLE
 */
export function assertStorable(tree: Tree, before: Tree): void {
  for (const [id, vars] of Object.entries(tree)) {
    const known = before[id]
    if (known === vars) continue
    for (const [name, value] of Object.entries(vars)) {
      if (known?.[name] === value) continue
      const found = findUnstorable(value, `${id}.${name}`)
      if (found) throw new E_VAR_NOT_STORABLE([found.path, found.what])
    }
  }
}
