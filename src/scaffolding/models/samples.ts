/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LeftOut } from './description.ts'
import { labelOf } from './markup.ts'
import { isEmail, literal } from './rules.ts'
import type { TableColumn } from './table_types.ts'

/** What is known of a column that is to have a value. */
export type Sampled = TableColumn & {
  attribute: string
  isUnique: boolean
  /** What the class says that it holds, if anybody knows. */
  declared?: string
}

/** Characters of a text that a number fits in, besides. */
const ROOM_FOR_NUMBER = 12

/**
 * An expression of a value, another one each time where it has to be: `count` is a number that grows.
 *
 * @param isForm - whether it is what a field of a form sends
 */
export function sampleOf(column: Sampled, isForm: boolean): string {
  const { kind, attribute, isUnique, maxLength, range, choices = [] } = column
  switch (kind) {
    case 'integer': {
      const most = range?.[1] ?? 0
      if (!isUnique) return 'count % 100'
      return most > 2 ** 30 ? 'count' : `count % ${most}`
    }
    case 'decimal':
    case 'float': {
      const isText = !isForm && column.declared !== undefined && !/number/.test(column.declared)
      if (isUnique) return isText ? 'String(count)' : 'count'
      return isText ? "'9.5'" : '9.5'
    }
    case 'boolean':
      return 'true'
    case 'date':
      return isForm ? "'2026-01-31'" : "DateTime.fromISO('2026-01-31')"
    case 'dateTime':
      return isForm ? "'2026-01-31T10:30'" : "DateTime.fromISO('2026-01-31T10:30')"
    case 'time':
      return "'10:30:00'"
    case 'enum':
      return literal(choices[0] ?? '')
    case 'uuid':
      return 'randomUUID()'
    case 'json':
      return '{}'
    case 'binary':
      return 'Buffer.alloc(0)'
    default: {
      if (isEmail({ attribute })) return '`someone.${count}@example.com`'
      const label = labelOf({ attribute })
      const isShort = maxLength !== undefined && maxLength < label.length + ROOM_FOR_NUMBER
      return isShort ? `String(count).slice(-${maxLength})` : `\`${label} \${count}\``
    }
  }
}

/** What a new row has in a column that no form has; undefined where nobody can say. */
export function fillerOf({ column, isPrepared }: LeftOut): string | undefined {
  if (column === undefined) return undefined
  switch (column.kind) {
    case 'text':
    case 'longText':
      return `string.random(${Math.min(column.maxLength ?? 32, 32)})`
    case 'json':
      return isPrepared ? '{}' : "'{}'"
    case 'binary':
      return 'Buffer.alloc(0)'
    case 'uuid':
      return 'randomUUID()'
    case 'enum':
      return literal(column.choices?.[0] ?? '')
    case 'date':
    case 'dateTime':
      return 'new Date()'
    case 'integer':
    case 'decimal':
    case 'float':
      return '0'
    case 'boolean':
      return 'false'
    default:
      return undefined
  }
}
