/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Arbitrary } from 'fast-check'
import type { JsonValue } from '../../protocol/main.ts'

export type FastCheck = typeof import('fast-check')

/** What is used of a JSON schema, as VineJS writes it. */
export interface JsonSchema {
  type?: string | string[]
  enum?: JsonValue[]
  const?: JsonValue
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  format?: string
}

/** Characters and items beyond what a schema asks for at least. */
const MORE = 8

/**
 * Values that a schema describes. Rules that it does not tell, such as those of a database, may refuse them.
 */
export function valuesOf(fc: FastCheck, schema: JsonSchema): Arbitrary<JsonValue> {
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => valuesOf(fc, each)))
  const types = [schema.type ?? 'string'].flat()
  return fc.oneof(...types.map((type) => valuesOfType(fc, type, schema)))
}

function valuesOfType(fc: FastCheck, type: string, schema: JsonSchema): Arbitrary<JsonValue> {
  const { minimum: min = 0, maximum: max = Math.max(min, 1_000) } = schema
  switch (type) {
    case 'object':
      return objectsOf(fc, schema)
    case 'array': {
      const { items = {}, minItems: minLength = 0 } = schema
      const { maxItems: maxLength = minLength + MORE } = schema
      return fc.array(valuesOf(fc, items), { minLength, maxLength })
    }
    case 'number':
    case 'integer':
      return fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return textsOf(fc, schema)
  }
}

function objectsOf(
  fc: FastCheck,
  { properties = {}, required = [] }: JsonSchema
): Arbitrary<JsonValue> {
  const values = Object.entries(properties).map(([name, each]) => [name, valuesOf(fc, each)])
  const model = Object.fromEntries(values) as Record<string, Arbitrary<JsonValue>>
  return fc.record(model, { requiredKeys: required }) as Arbitrary<JsonValue>
}

function textsOf(
  fc: FastCheck,
  { format, minLength = 0, maxLength }: JsonSchema
): Arbitrary<string> {
  if (format === 'email') return fc.emailAddress()
  if (format === 'uri' || format === 'url') return fc.webUrl()
  if (format === 'uuid') return fc.uuid()
  return fc.string({ minLength, maxLength: maxLength ?? minLength + MORE })
}
