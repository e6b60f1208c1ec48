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

/** What is used of a compiled schema: JSON schemas of VineJS do not say which fields are dates. */
interface Compiled {
  subtype?: string
  fieldName?: string
  dataTypeValidatorFnId?: string
  properties?: Compiled[]
  each?: Compiled
}

/** Validation rules by the ids that a compiled schema has for them. */
type Refs = Readonly<Record<string, { options?: { formats?: string[] } } | undefined>>

/** Kinds of texts that browsers have a field for. */
const FORMATS: Readonly<Record<string, FieldRules['type']>> = {
  'email': 'email',
  'uri': 'url',
  'url': 'url',
  'date': 'date',
  'date-time': 'datetime-local',
}

/**
 * What the fields of a form may hold, as HTML can say it: browsers hint at it, and the validator decides.
 *
 * @param validator - of an object
 */
export function fieldRules(validator: AnyValidator): Record<string, FieldRules> {
  const { toJSON } = validator as unknown as {
    toJSON?: () => { schema?: { schema?: Compiled }; refs?: Refs }
  }
  const { schema, refs = {} } = toJSON?.call(validator) ?? {}
  return propertyRules(schemaOf(validator), schema?.schema, refs)
}

function propertyRules(
  { properties = {}, required = [] }: Schema,
  compiled: Compiled | undefined,
  refs: Refs
): Record<string, FieldRules> {
  const known = new Map(compiled?.properties?.map((each) => [each.fieldName, each]))
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      rulesOf(schema, required.includes(name), known.get(name), refs),
    ])
  )
}

function schemaOf(validator: AnyValidator): Schema {
  const { toJSONSchema } = validator as unknown as { toJSONSchema?: () => Schema }
  return toJSONSchema?.call(validator) ?? {}
}

function rulesOf(
  schema: Schema,
  required: boolean,
  compiled: Compiled | undefined,
  refs: Refs
): FieldRules {
  // A value or null
  const [only = schema] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null')
  const isList = typesOf(only).includes('array')
  const field = isList && only.items && !Array.isArray(only.items) ? only.items : only
  if (field.properties) {
    const fields = propertyRules(field, isList ? compiled?.each : compiled, refs)
    return { type: isList ? 'list' : 'group', required: false, fields }
  }
  const rules: FieldRules = {
    type: dateType(compiled, refs) ?? typeOf(field),
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

/** Kind of a date, as the first of its formats has it; undefined for everything else. */
function dateType(compiled: Compiled | undefined, refs: Refs): FieldRules['type'] | undefined {
  if (compiled?.subtype !== 'date') return undefined
  const [format] = refs[compiled.dataTypeValidatorFnId ?? '']?.options?.formats ?? []
  return format !== undefined && /H/i.test(format) ? 'datetime-local' : 'date'
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
