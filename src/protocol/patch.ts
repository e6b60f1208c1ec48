/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from './json.ts'

/**
 * Keys from a state's vars down to the value that changed.
 */
export type Path = (string | number)[]

export const SET = 0
export const UNSET = 1
export const LIST = 2

/**
 * A part of a new list: one item of the old list by index, a run of them as `[start, count]`, or
 * new items.
 */
export type ListSegment = number | [start: number, count: number] | { v: JsonValue[] }

/**
 * One change. Patches of a frame apply in order, so a path names the value as the patches before
 * it left it.
 *
 * - `[SET, path, value]`: put the value there.
 * - `[UNSET, path]`: the key is gone.
 * - `[LIST, path, segments]`: the list is now these parts of the old one, so an insert, a removal,
 *   a move and a new order all have one form.
 */
export type Patch =
  | [op: typeof SET, path: Path, value: JsonValue]
  | [op: typeof UNSET, path: Path]
  | [op: typeof LIST, path: Path, segments: ListSegment[]]

type Node = Record<string | number, unknown>

/** The one key whose assignment changes an object's prototype instead of its contents. */
const PROTO = '__proto__'

function assemble(list: unknown[], segments: ListSegment[]): unknown[] {
  const result: unknown[] = []
  for (const segment of segments) {
    if (typeof segment === 'number') {
      result.push(list[segment])
    } else if (Array.isArray(segment)) {
      const end = segment[0] + segment[1]
      for (let index = segment[0]; index < end; index++) result.push(list[index])
    } else {
      for (const value of segment.v) result.push(value)
    }
  }
  return result
}

/**
 * Applies patches to a tree without changing it: what did not change keeps its identity, so a
 * reader can compare references.
 *
 * @param root - vars of a state by name
 * @param patches - patches, in the order in which the server made them
 * @returns the next tree
 * @throws TypeError when a patch does not fit the tree
 */
export function applyPatches<T extends object>(root: T, patches: Patch[]): T {
  /** Copies made in this call: they may be written to. */
  const own = new WeakSet<object>()

  const copy = (value: unknown, path: Path): Node => {
    if (typeof value !== 'object' || value === null) {
      throw new TypeError(`Cannot apply a patch at "${path.join('.')}": no object there`)
    }
    if (own.has(value)) return value as Node
    const fresh = Array.isArray(value) ? value.slice() : { ...value }
    own.add(fresh)
    return fresh as unknown as Node
  }

  const next = copy(root, [])
  for (const patch of patches) {
    const path = patch[1]
    const last = path.length - 1
    let node = next
    for (let depth = 0; depth < last; depth++) {
      const key = path[depth]
      if (key === PROTO) throw new TypeError(`Refused a patch at key "${key}"`)
      node = node[key] = copy(node[key], path)
    }
    const key = path[last]
    if (key === PROTO) throw new TypeError(`Refused a patch at key "${key}"`)
    if (patch[0] === SET) {
      node[key] = patch[2]
    } else if (patch[0] === UNSET) {
      delete node[key]
    } else {
      const list = node[key]
      if (!Array.isArray(list)) {
        throw new TypeError(`Cannot apply a list patch at "${path.join('.')}": no list there`)
      }
      const assembled = assemble(list, patch[2])
      own.add(assembled)
      node[key] = assembled
    }
  }
  return next as unknown as T
}
