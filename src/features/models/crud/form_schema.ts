/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AnyValidator } from '../../../state/main.ts'
import type { FieldRules } from './types.ts'

/** What is used of a JSON schema. */
interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema | Schema[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
}

/** Kinds of texts that browsers have a field for. */
const FORMATS: Readonly<Record<string, FieldRules['type']>> = {
  'email': 'email',
  'uri': 'url',
  'url': 'url',
  'date': 'date',
  'date-time': 'date',
}

/**
 * What the fields of a form may hold, as HTML can say it: browsers hint at it, and the validator decides.
 *
 * @param validator - of an object
 */
export function fieldRules(validator: AnyValidator): Record<string, FieldRules> {
  return propertyRules(schemaOf(validator))
}

function propertyRules({ properties = {}, required = [] }: Schema): Record<string, FieldRules> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      rulesOf(schema, required.includes(name)),
    ])
  )
}

function schemaOf(validator: AnyValidator): Schema {
  const { toJSONSchema } = validator as unknown as { toJSONSchema?: () => Schema }
  return toJSONSchema?.call(validator) ?? {}
}

function rulesOf(schema: Schema, required: boolean): FieldRules {
  // A value or null
  const [only = schema] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null')
  const isList = typesOf(only).includes('array')
  const field = isList && only.items && !Array.isArray(only.items) ? only.items : only
  if (field.properties) {
    return { type: isList ? 'list' : 'group', required: false, fields: propertyRules(field) }
  }
  const rules: FieldRules = {
    type: typeOf(field),
    required: required && typeOf(field) !== 'checkbox',
  }
  if (isList) rules.multiple = true
  if (field.enum && rules.type === 'select') rules.choices = field.enum.filter(isChoice)
  if (field.minLength !== undefined) rules.minLength = field.minLength
  if (field.maxLength !== undefined) rules.maxLength = field.maxLength
  if (field.pattern !== undefined) rules.pattern = field.pattern
  const min = field.minimum ?? field.exclusiveMinimum
  const max = field.maximum ?? field.exclusiveMaximum
  if (min !== undefined) rules.min = min
  if (max !== undefined) rules.max = max
  if (rules.type === 'number') rules.step = typesOf(field).includes('integer') ? 1 : 'any'
  return rules
}

function isChoice(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

function typesOf({ type }: Schema): string[] {
  return type === undefined ? [] : [type].flat()
}

function typeOf(schema: Schema): FieldRules['type'] {
  // What a checkbox may send
  if (schema.enum) return schema.enum.includes(true) ? 'checkbox' : 'select'
  const types = typesOf(schema)
  if (types.includes('boolean')) return 'checkbox'
  if (types.includes('number') || types.includes('integer')) return 'number'
  return FORMATS[schema.format ?? ''] ?? 'text'
}
