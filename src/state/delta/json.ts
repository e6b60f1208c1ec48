/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../protocol/main.ts'
import { E_VAR_NOT_SERIALIZABLE } from '../exceptions.ts'
import { remedyFor } from './remedy.ts'

/**
 * Names what a value is, for an error message.
 */
function describe(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'object' || value === null) return `a ${typeof value}`
  const name = (value as object).constructor?.name
  return name ? `an instance of ${name}` : 'an object with an unusual prototype'
}

/**
 * Checks that JSON keeps a value as it is. A silent conversion would give the page another value
 * than the handler sees, and would send a whole model row where one forgot to choose its columns.
 *
 * @param value - value that is about to be sent
 * @param path - where it stands, for the error
 * @throws E_VAR_NOT_SERIALIZABLE
 */
export function assertJson(value: unknown, path: string): asserts value is JsonValue {
  // The way to a value is put together only where it is told
  if (!isJson(value, [])) walk(value, path, [])
}

function isJson(value: unknown, parents: object[]): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') {
    return typeof value === 'string' || typeof value === 'boolean' || value === undefined
  }
  if (value === null) return true
  if (parents.includes(value)) return false
  parents.push(value)
  const isWhole = Array.isArray(value)
    ? value.every((item) => isJson(item, parents))
    : isPlainJson(value as Record<string, unknown>, parents)
  parents.pop()
  return isWhole
}

function isPlainJson(value: Record<string, unknown>, parents: object[]): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  if (typeof value.toJSON === 'function') return false
  return Object.keys(value).every((key) => key !== PROTO && isJson(value[key], parents))
}

/** The key whose assignment changes an object's prototype instead of its contents. */
export const PROTO = '__proto__'

/**
 * No browser assigns this key as data, so it is refused here, where the author can be told.
 *
 * @throws E_VAR_NOT_SERIALIZABLE
 */
export function assertKey(key: string, path: string): void {
  if (key === PROTO)
    throw new E_VAR_NOT_SERIALIZABLE([`${path}.${key}`, 'a prototype key', 'Name it otherwise'])
}

function walk(value: unknown, path: string, parents: object[]): void {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return
    case 'number':
      if (Number.isFinite(value)) return
      break
    case 'object': {
      if (value === null) return
      if (parents.includes(value)) {
        throw new E_VAR_NOT_SERIALIZABLE([path, 'an object that contains itself', remedyFor(value)])
      }
      if (Array.isArray(value)) {
        parents.push(value)
        for (const [index, item] of value.entries()) walk(item, `${path}.${index}`, parents)
        parents.pop()
        return
      }
      const prototype = Object.getPrototypeOf(value)
      if (prototype !== Object.prototype && prototype !== null) break
      if (typeof (value as { toJSON?: unknown }).toJSON === 'function') break
      parents.push(value)
      for (const key of Object.keys(value)) {
        assertKey(key, path)
        walk((value as Record<string, unknown>)[key], `${path}.${key}`, parents)
      }
      parents.pop()
      return
    }
  }
  throw new E_VAR_NOT_SERIALIZABLE([path, describe(value), remedyFor(value)])
}
