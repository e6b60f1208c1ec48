/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'

/** The part of `form` of `config/bodyparser.ts` that says what becomes of fields. */
export interface FormOptions {
  convertEmptyStringsToNull: boolean
  trimWhitespaces: boolean
}

/**
 * Treats the fields of a form as the body parser would, had the form been posted: so that one
 * validator has the same answer for both, and an empty field is a missing one.
 *
 * @param args - arguments of an event, of which the objects are forms
 */
export function normalizeForm(args: JsonValue[], options: FormOptions): JsonValue[] {
  return args.map((value) => (typeof value === 'object' ? normalize(value, options) : value))
}

function normalize(value: JsonValue, options: FormOptions): JsonValue {
  if (typeof value === 'string') {
    const text = options.trimWhitespaces ? value.trim() : value
    return text === '' && options.convertEmptyStringsToNull ? null : text
  }
  if (Array.isArray(value)) return value.map((item) => normalize(item, options))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      field === undefined ? undefined : normalize(field, options),
    ])
  )
}
