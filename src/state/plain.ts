/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { current, isDraft } from 'mutative'

/**
 * A value as it is now, free of drafts. What a handler reads from a var is a draft, which ends with
 * its event; what is handed over to something that lasts longer must not be one.
 */
export function plain<T>(value: T): T {
  return withoutDrafts(value, new Set()) as T
}

function withoutDrafts(value: unknown, parents: Set<object>): unknown {
  if (typeof value !== 'object' || value === null || parents.has(value)) return value
  if (isDraft(value)) return current(value)
  const isList = Array.isArray(value)
  if (!isList && !isPlainObject(value)) return value
  parents.add(value)
  const entries = Object.entries(value)
  const clean = entries.map(([, item]) => withoutDrafts(item, parents))
  parents.delete(value)
  // Most values have none: they stay what they are
  if (clean.every((item, index) => item === entries[index][1])) return value
  return isList ? clean : Object.fromEntries(entries.map(([key], index) => [key, clean[index]]))
}

/** Whether an object is not an instance of a class. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
