/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { LIST, SET, UNSET } from '../../protocol/main.ts'
import type { JsonValue, Patch, Path } from '../../protocol/main.ts'
import { assertJson, assertKey, PROTO } from './json.ts'
import { matchLists } from './list.ts'

/**
 * A reload of a list from the database replaces each row by an equal one. From this share of
 * changed rows on, the patches are weighed against the list itself.
 */
const WEIGH_FROM_SHARE = 0.25

type Obj = Record<string, unknown>

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value)
}

function isObject(value: unknown): value is Obj {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A key such as `toString` is data like any other; what every object inherits is not. */
function own(object: Obj, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/**
 * Says what changed between two versions of a state's vars. Parts with the same identity are not
 * looked into, so the cost is that of what changed.
 *
 * @param before - vars that the browser has
 * @param after - vars that it should have
 * @param owner - name of the state, for errors
 * @returns patches for `applyPatches`, in order; none when both are equal
 * @throws E_VAR_NOT_SERIALIZABLE when a new value is none that JSON keeps
 */
export function diff(before: Obj, after: Obj, owner: string): Patch[] {
  const patches: Patch[] = []
  new Differ(owner, patches).object(before, after, [])
  return patches
}

class Differ {
  #owner: string
  #patches: Patch[]

  constructor(owner: string, patches: Patch[]) {
    this.#owner = owner
    this.#patches = patches
  }

  object(before: Obj, after: Obj, path: Path): void {
    for (const key of Object.keys(after)) {
      const value = after[key]
      // JSON drops undefined, so does the wire
      if (value === undefined) continue
      if (key === PROTO) assertKey(key, this.#name(path))
      this.#value(own(before, key), value, path, key)
    }
    for (const key of Object.keys(before)) {
      if (before[key] !== undefined && own(after, key) === undefined) {
        this.#patches.push([UNSET, [...path, key]])
      }
    }
  }

  #value(before: unknown, after: unknown, path: Path, key: string | number): void {
    if (before === after) return
    if (isList(before) && isList(after)) {
      this.#list(before, after, [...path, key])
    } else if (isObject(before) && isObject(after) && this.#isPlain(after)) {
      this.object(before, after, [...path, key])
    } else {
      this.#set([...path, key], after)
    }
  }

  #list(before: unknown[], after: unknown[], path: Path): void {
    const match = matchLists(before, after)
    if (after.length > 0 && match.copied === 0) {
      this.#set(path, after)
      return
    }
    const mark = this.#patches.length
    if (match.reordered) {
      for (const segment of match.segments) {
        if (isObject(segment)) assertJson(segment.v, this.#name(path))
      }
      this.#patches.push([LIST, path, match.segments])
    }
    for (const [index, old] of match.candidates) {
      this.#value(before[old], after[index], path, index)
    }
    const changes = this.#patches.length - mark
    if (changes > 8 && changes > after.length * WEIGH_FROM_SHARE) this.#weigh(mark, path, after)
  }

  /**
   * Takes the whole list instead of its patches, when it is shorter.
   */
  #weigh(mark: number, path: Path, after: unknown[]): void {
    assertJson(after, this.#name(path))
    const patches = this.#patches.slice(mark)
    if (JSON.stringify(patches).length <= JSON.stringify(after).length) return
    this.#patches.length = mark
    this.#patches.push([SET, path, after])
  }

  #set(path: Path, value: unknown): void {
    assertJson(value, this.#name(path))
    this.#patches.push([SET, path, value as JsonValue])
  }

  #isPlain(value: Obj): boolean {
    const prototype = Object.getPrototypeOf(value)
    return prototype === Object.prototype || prototype === null
  }

  #name(path: Path): string {
    return [this.#owner, ...path].join('.')
  }
}
