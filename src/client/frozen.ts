/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'

/**
 * Freezes vars through and through, so that a page that changes one in place fails at once. What is
 * frozen already, which is what a change has left alone, is not looked at again.
 */
export function freezeVars(vars: Readonly<Record<string, JsonValue>>): void {
  for (const value of Object.values(vars)) freeze(value)
}

function freeze(value: JsonValue | undefined): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const item of Object.values(value)) freeze(item)
}
