/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'
import { clientError } from './errors.ts'

/** Keys that reach an object's prototype. A field with such a name is left out. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/** An index above it makes a key, so that no field name can ask for a list of a million items. */
const LONGEST_LIST = 1_000

type Branch = Map<string, Node>
type Node = JsonValue | Branch

/**
 * Reads the entries of a form (or of a query string) as an object.
 *
 * A name that comes several times makes a list, and so does a name that ends with `[]`. `a[b]` and
 * `a.b` make an object in an object, `a[0]` a list.
 *
 * @param entries - a FormData, or URLSearchParams
 * @throws ReflexError E_FILE_ARGUMENT when a field holds a file
 */
export function formToObject(
  entries: Iterable<[string, FormDataEntryValue]>
): Record<string, JsonValue> {
  const root: Branch = new Map()
  for (const [name, value] of entries) {
    if (typeof value !== 'string') {
      throw clientError(
        400,
        'E_FILE_ARGUMENT',
        `The field "${name}" holds a file, which an event cannot carry. Upload the file first, or take its input out of the form.`
      )
    }
    const path = keysOf(name)
    if (path.some((key) => FORBIDDEN.has(key))) continue
    insert(root, path, value)
  }
  return plain(root) as Record<string, JsonValue>
}

/** `a[b].c[]` is `a`, `b`, `c` and an empty key. */
function keysOf(name: string): string[] {
  const keys = name.match(/[^.[\]]+|\[\]/g) ?? [name]
  return keys.map((key) => (key === '[]' ? '' : key))
}

function insert(root: Branch, path: string[], value: string): void {
  let branch = root
  const last = path.length - 1
  for (let depth = 0; depth < last; depth++) {
    const key = path[depth] || String(branch.size)
    let next = branch.get(key)
    if (!(next instanceof Map)) branch.set(key, (next = new Map()))
    branch = next
  }
  const key = path[last] || String(branch.size)
  const present = branch.get(key)
  if (present === undefined) branch.set(key, value)
  else if (Array.isArray(present)) present.push(value)
  else branch.set(key, present instanceof Map ? value : [present, value])
}

function plain(node: Node, nested = false): JsonValue {
  if (!(node instanceof Map)) return node
  if (nested && isList(node)) {
    return [...node]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, value]) => plain(value, true))
  }
  return Object.fromEntries([...node].map(([key, value]) => [key, plain(value, true)]))
}

function isList(branch: Branch): boolean {
  return [...branch.keys()].every((key) => /^\d+$/.test(key) && Number(key) < LONGEST_LIST)
}
