/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { parseQuery } from '../adonis/main.ts'
import type { QueryRules } from '../adonis/main.ts'
import type { JsonValue } from '../protocol/main.ts'

/** The part of `form` of `config/bodyparser.ts` that says what becomes of fields. */
export interface FormOptions {
  convertEmptyStringsToNull: boolean
  trimWhitespaces: boolean
  /** How names are read: options of `qs`. */
  queryString?: object
}

/**
 * Reads the fields of a form as the body parser does when it is posted, with the same parser and
 * options: so that one validator has the same answer for both, and an empty field is a missing one.
 *
 * @param args - arguments of an event
 * @param position - which of them is a form, from 1
 */
export function readForm(args: JsonValue[], position: number, options: FormOptions): JsonValue[] {
  return args.map((value, index) => {
    if (index !== position - 1) return value
    if (typeof value === 'string') return parse(value, options)
    return typeof value === 'object' ? normalize(value, options) : value
  })
}

function parse(text: string, options: FormOptions): JsonValue {
  const rules: QueryRules = {
    // The body parser's own default
    allowDots: true,
    ...options.queryString,
    decoder(part, decode, charset, type) {
      const decoded = decode(part, decode, charset)
      return type === 'value' ? normalize(decoded, options) : decoded
    },
  }
  return parseQuery(text, rules) as JsonValue
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
