/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Whether a value comes back from structured cloning as it was. A class instance does not: it
 * would come back as a plain object without its methods.
 */
export function isStorable(value: unknown): boolean {
  return check(value, new Set())
}

function check(value: unknown, seen: Set<object>): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false
  if (typeof value !== 'object' || value === null || seen.has(value)) return true
  seen.add(value)
  if (Array.isArray(value)) return value.every((item) => check(item, seen))
  if (value instanceof Map) {
    for (const [key, item] of value) if (!check(key, seen) || !check(item, seen)) return false
    return true
  }
  if (value instanceof Set) {
    for (const item of value) if (!check(item, seen)) return false
    return true
  }
  if (value instanceof Date || value instanceof RegExp || ArrayBuffer.isView(value)) return true
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  return Object.values(value).every((item) => check(item, seen))
}
