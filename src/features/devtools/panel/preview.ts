/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Redaction } from '../redaction.ts'

/** Characters of a value that are shown. */
const LONGEST = 300

/** Items of a list, or names of an object, that are shown. */
const ITEMS = 20

/** Levels that are shown. */
const DEPTH = 4

/**
 * A value as short text without secrets. However large it is, no more of it is looked at than is shown.
 *
 * @param name - of what has the value
 */
export function preview(value: unknown, redaction: Redaction, name = ''): string {
  const text = write(value, redaction, name, DEPTH)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

function write(value: unknown, redaction: Redaction, name: string, depth: number): string {
  if (typeof value === 'string') {
    const hidden = String(redaction.hide(value, name))
    return JSON.stringify(hidden.length > LONGEST ? `${hidden.slice(0, LONGEST)}…` : hidden)
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(typeof value === 'number' ? redaction.hide(value, name) : value)
  }
  if (typeof value === 'bigint') return `${value}n`
  if (value === null || value === undefined) return String(value)
  if (value instanceof Date) return JSON.stringify(value).replaceAll('"', '')
  if (typeof value !== 'object') return `[${typeof value}]`
  // Each of its bytes would be a name
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  const isList = Array.isArray(value)
  if (depth === 0) return isList ? '[…]' : '{…}'
  if (isList) {
    const items = value.slice(0, ITEMS).map((item) => write(item, redaction, name, depth - 1))
    if (value.length > ITEMS) items.push(`… ${value.length - ITEMS} more`)
    return `[${items.join(', ')}]`
  }
  const fields: string[] = []
  for (const key in value) {
    if (fields.length === ITEMS) {
      fields.push('…')
      break
    }
    const part = (value as Record<string, unknown>)[key]
    fields.push(`${key}: ${write(part, redaction, key, depth - 1)}`)
  }
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}
