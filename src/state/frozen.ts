/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isPlainObject } from './plain.ts'

/** Methods that change a map or a set. */
const CHANGES = ['set', 'add', 'delete', 'clear'] as const

/**
 * Freezes a value through and through, so that a change in place fails at once. Instances of
 * classes stay as they are: what they do inside is their own business.
 */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (value instanceof Map || value instanceof Set) {
    for (const name of CHANGES)
      if (name in value) Object.defineProperty(value, name, { value: refuse })
    Object.freeze(value)
    for (const [key, item] of value.entries()) frozen([key, item])
  } else if (Array.isArray(value) || isPlainObject(value)) {
    Object.freeze(value)
    for (const item of Object.values(value)) frozen(item)
  }
  return value
}

function refuse(): never {
  throw new TypeError('Cannot change a collection that is not being updated')
}
