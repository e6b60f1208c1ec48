/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { VineValidator } from '@vinejs/vine'

/** A validator whatever its schema. Only its `validate` is used. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyValidator = VineValidator<any, any>

export function isValidator(value: unknown): value is AnyValidator {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { validate?: unknown }).validate === 'function'
  )
}
