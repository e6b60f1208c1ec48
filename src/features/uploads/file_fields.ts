/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import string from '@adonisjs/core/helpers/string'
import type { FileRules } from '../../protocol/main.ts'
import type { AnyValidator } from '../../state/main.ts'

/** Stands for each item of a list in the path of a field. */
const EACH = '*'

/** A field of a validator that takes a file: `vine.file()`. */
export interface FileField {
  /** Where it is in the argument; `*` stands for each item of a list. */
  readonly path: readonly string[]
  /** Bytes that a file may have; undefined where the rules do not say, or a function says it. */
  readonly size: number | undefined
  /** Extensions that a file may have, without the dot; undefined for any. */
  readonly extnames: readonly string[] | undefined
  /** Files that the list may have; undefined for no limit. */
  readonly most: number | undefined
}

/** A place in an argument where a file may stand. */
export interface FileSlot {
  readonly field: FileField
  /** Path of the place, as validators write it: `photos.0`. */
  readonly name: string
  readonly value: unknown
  set(value: unknown): void
}

/** What is read of a compiled schema. */
interface SchemaNode {
  type: string
  subtype?: string
  fieldName: string
  dataTypeValidatorFnId?: string
  properties?: SchemaNode[]
  each?: SchemaNode
  schema?: SchemaNode
  validations?: { name?: string; ruleFnId: string }[]
}

type Refs = Record<string, { options?: unknown }>

/** The fields of a validator that take files. */
export function fileFields(validator: AnyValidator): FileField[] {
  const { schema, refs } = validator.toJSON() as unknown as { schema: SchemaNode; refs: Refs }
  return schema.schema ? fieldsOf(schema.schema, [], undefined, refs) : []
}

/**
 * The places of an argument where files may stand. What a browser leaves out has none.
 *
 * @param argument - of the event, as its browser has sent it
 */
export function fileSlots(fields: readonly FileField[], argument: unknown): FileSlot[] {
  const holder = { argument }
  return fields.flatMap((field) => slotsOf(field, holder, ['argument', ...field.path], []))
}

/** Puts what browsers are to know of the fields in the form of a frame. */
export function toldFields(fields: readonly FileField[]): Record<string, FileRules> {
  return Object.fromEntries(
    fields.map(({ path, size, extnames, most }) => [
      path.join('.'),
      {
        ...(size !== undefined && { s: size }),
        ...(extnames && { e: [...extnames] }),
        ...(most !== undefined && { n: most }),
      },
    ])
  )
}

function fieldsOf(
  node: SchemaNode,
  path: readonly string[],
  most: number | undefined,
  refs: Refs
): FileField[] {
  if (node.subtype === 'multipartFile') return [fieldOf(node, path, most, refs)]
  if (node.type === 'object') {
    return (node.properties ?? []).flatMap((each) =>
      fieldsOf(each, [...path, each.fieldName], undefined, refs)
    )
  }
  if (node.type === 'array' && node.each) {
    return fieldsOf(node.each, [...path, EACH], mostOf(node, refs), refs)
  }
  return []
}

function fieldOf(
  { dataTypeValidatorFnId }: SchemaNode,
  path: readonly string[],
  most: number | undefined,
  refs: Refs
): FileField {
  const options = refs[dataTypeValidatorFnId ?? '']?.options
  // A function decides with each file
  const { size, extnames } = (typeof options === 'object' ? (options ?? {}) : {}) as {
    size?: string | number
    extnames?: string[]
  }
  return {
    path,
    size: size === undefined ? undefined : (string.bytes.parse(size) ?? undefined),
    extnames: extnames && extnames.length > 0 ? extnames : undefined,
    most,
  }
}

function mostOf({ validations = [] }: SchemaNode, refs: Refs): number | undefined {
  for (const { name, ruleFnId } of validations) {
    const options = refs[ruleFnId]?.options as { max?: number; size?: number } | undefined
    if (name === 'maxLength') return options?.max
    if (name === 'fixedLength') return options?.size
  }
  return undefined
}

function slotsOf(
  field: FileField,
  holder: object,
  [key, ...rest]: readonly string[],
  names: readonly string[]
): FileSlot[] {
  if (key === EACH) {
    if (!Array.isArray(holder)) return []
    return holder.flatMap((_, index) => slotsOf(field, holder, [String(index), ...rest], names))
  }
  if (!Object.hasOwn(holder, key)) return []
  const own = holder as Record<string, unknown>
  const path = [...names, key]
  if (rest.length === 0) {
    const name = path.slice(1).join('.')
    return [{ field, name, value: own[key], set: (value) => void (own[key] = value) }]
  }
  const next = own[key]
  return typeof next === 'object' && next !== null ? slotsOf(field, next, rest, path) : []
}
