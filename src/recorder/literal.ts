/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JournalFile } from '../features/devtools/main.ts'
import { isObject } from './agreement.ts'
import { numberOf } from './secrets.ts'

/** What stands in the place of values that cannot be written as they are. */
export interface Substitutes {
  /** The variable that has a secret. */
  secret(number: number): string
  /** The contents of a file. */
  contents(file: JournalFile): string
  /** Reads a value where the page shows it; undefined where the value is written as it is. */
  reference(value: unknown, name: string): string | undefined
}

const IDENTIFIER = /^[a-z_$][\w$]*$/i

/** Writes a value as the source of an expression. */
export function literal(value: unknown, substitutes?: Substitutes, name = ''): string {
  const known = substitutes?.reference(value, name)
  if (known !== undefined) return known
  if (Array.isArray(value)) {
    return `[${value.map((item) => literal(item, substitutes, name)).join(', ')}]`
  }
  if (isFile(value)) {
    const type = value.type === '' ? '' : `, type: ${JSON.stringify(value.type)}`
    const contents = substitutes?.contents(value) ?? "''"
    return `{ name: ${JSON.stringify(value.$file)}, contents: ${contents}${type} }`
  }
  if (isObject(value)) {
    const parts = Object.entries(value).map(([key, part]) => {
      const code = literal(part, substitutes, key)
      const isShort = code === key && typeof part === 'string'
      return isShort ? key : `${keyOf(key)}: ${code}`
    })
    return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
  }
  const secret = typeof value === 'string' ? numberOf(value) : undefined
  if (secret !== undefined && substitutes) return substitutes.secret(secret)
  return JSON.stringify(value) ?? 'undefined'
}

/** A key of an object, in quotes where it needs them. */
function keyOf(key: string): string {
  // Without brackets, it would be the prototype
  if (key === '__proto__') return '["__proto__"]'
  return IDENTIFIER.test(key) ? key : JSON.stringify(key)
}

/** Text between the backticks of a template. */
export function templateText(text: string): string {
  return text.replaceAll(/[`\\]|\$\{/g, '\\$&')
}

/** How a part of a value is read. */
export function accessOf(path: readonly (string | number)[]): string {
  return path
    .map((key) =>
      typeof key === 'number' || !IDENTIFIER.test(key) ? `[${JSON.stringify(key)}]` : `.${key}`
    )
    .join('')
}

export function isFile(value: unknown): value is JournalFile {
  return isObject(value) && typeof value.$file === 'string'
}
