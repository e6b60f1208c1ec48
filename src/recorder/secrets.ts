/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { SECRET_MARK } from '../features/devtools/main.ts'
import type { JsonValue } from '../protocol/main.ts'

/** Numbers of the secrets in arguments or fields, with the names of the fields. */
export function secretsIn(
  value: JsonValue | readonly [string, JsonValue][],
  name = 'secret'
): [number: number, name: string][] {
  if (typeof value === 'string') {
    const number = numberOf(value)
    return number === undefined ? [] : [[number, name]]
  }
  if (typeof value !== 'object' || value === null) return []
  if (isField(value)) return secretsIn(value[1], value[0])
  return Object.entries(value).flatMap(([key, part]) =>
    secretsIn(part as JsonValue, Array.isArray(value) ? name : key)
  )
}

/** The number of a secret; undefined for any other text. */
export function numberOf(text: string): number | undefined {
  const [, number] = SECRET_MARK.exec(text) ?? []
  return number === undefined ? undefined : Number(number)
}

/** A field of a form with its secret. */
function isField(value: object): value is [string, string] {
  const [name, text] = Array.isArray(value) ? (value as unknown[]) : []
  return typeof name === 'string' && typeof text === 'string' && SECRET_MARK.test(text)
}
