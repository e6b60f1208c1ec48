/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Draft } from 'mutative'
import { create } from 'mutative'
import { E_STATE_CLOSED } from './exceptions.ts'
import { frozen } from './frozen.ts'
import { isPlainObject } from './plain.ts'

/** The base and backend vars of one state by name. */
export type Vars = Record<string, unknown>

/** All states of a tab by id. A tree is never changed: a transaction makes the next one. */
export type Tree = Readonly<Record<string, Vars>>

/**
 * Reads and writes of one event over the tab's tree. All states share one draft, so a value may
 * move from one state to another, and all of it is kept or dropped together.
 */
export class Transaction {
  #base: Tree
  #draft: Draft<Record<string, Vars>> | undefined
  #finalize: (() => Record<string, Vars>) | undefined
  #touched = new Map<string, Set<string>>()
  /** States of which the draft has a copy. */
  #copied = new Set<string>()
  /** What was written before a draft was needed, by state and name. */
  #written: Map<string, Vars> | undefined
  #closed = false

  constructor(base: Tree) {
    this.#base = base
  }

  /** The tree without the changes of this transaction. */
  get base(): Tree {
    return this.#base
  }

  has(id: string): boolean {
    return id in (this.#draft ?? this.#base)
  }

  /**
   * Adds a state to the tree.
   */
  add(id: string, vars: Vars): void {
    if (this.#draft) {
      this.#draft[id] = vars as Draft<Vars>
    } else {
      this.#base = { ...this.#base, [id]: vars }
    }
  }

  /**
   * Goes on with other vars of a state: those that its room has by now.
   */
  replace(id: string, vars: Vars): void {
    if (this.#base[id] === vars) return
    this.#base = { ...this.#base, [id]: vars }
    if (this.#draft === undefined) {
      this.#written?.delete(id)
      this.#touched.delete(id)
      return
    }
    // The draft would not notice changes of what is put into it, so they may only reach a copy
    this.#draft[id] = copyOf(vars) as Draft<Vars>
    this.#copied.add(id)
    this.#touched.delete(id)
  }

  /**
   * Gives vars of a state values that nobody changes in place.
   */
  supply(id: string, values: Readonly<Vars>): void {
    if (this.#draft) {
      for (const [name, value] of Object.entries(values)) this.write(id, name, value)
      return
    }
    const written = this.#written?.get(id)
    if (written) for (const name of Object.keys(values)) delete written[name]
    this.#base = { ...this.#base, [id]: { ...this.#base[id], ...values } }
  }

  /**
   * The value of a var, as something that may be changed in place.
   */
  read(id: string, name: string): unknown {
    if (this.#draft === undefined) {
      const value = this.#plain(id, name)
      // Scalars need no draft: a counter never pays for one
      if (typeof value !== 'object' || value === null) return value
      // Of a tree that the tab goes on with
      if (this.#closed) return frozen(value)
      this.#open()
    }
    this.#touch(id, name)
    return (this.#draft![id] as Vars)[name]
  }

  /**
   * The value of a var for reading only: the plain value, unless this transaction may have
   * changed it.
   */
  peek(id: string, name: string): unknown {
    if (this.#draft === undefined) return this.#plain(id, name)
    return this.touched(id, name) ? (this.#draft[id] as Vars)[name] : this.#base[id]?.[name]
  }

  write(id: string, name: string, value: unknown): void {
    if (this.#closed) throw new E_STATE_CLOSED([`${id}.${name}`])
    this.#touch(id, name)
    if (this.#draft) (this.#draft[id] as Vars)[name] = value
    else this.#note(id, name, value)
  }

  /** Whether the var may differ from the tree that the transaction started with. */
  touched(id: string, name: string): boolean {
    // A state that was added after the first change is in the draft only
    if (this.#draft !== undefined && !(id in this.#base)) return true
    return this.#touched.get(id)?.has(name) ?? false
  }

  /**
   * Ends the transaction.
   *
   * @returns the next tree, which is the old one where nothing has changed
   */
  commit(): Tree {
    let tree: Tree = this.#finalize ? this.#finalize() : this.#settled()
    for (const id of this.#copied) {
      if (!this.#touched.has(id)) tree = { ...tree, [id]: this.#base[id] }
    }
    this.#end(tree)
    return tree
  }

  /**
   * Ends the transaction and drops what it changed.
   */
  rollback(): void {
    this.#end(this.#base)
  }

  #open(): void {
    const [draft, finalize] = create(this.#base as Record<string, Vars>)
    this.#draft = draft
    this.#finalize = finalize as () => Record<string, Vars>
    for (const [id, vars] of this.#written ?? []) Object.assign(draft[id], vars)
    this.#written = undefined
  }

  /** The value of a var while there is no draft. */
  #plain(id: string, name: string): unknown {
    const written = this.#written?.get(id)
    return written && Object.hasOwn(written, name) ? written[name] : this.#base[id]?.[name]
  }

  /**
   * Notes what is written. Nobody has a part of the draft yet, so nothing that is written has one either: who only sets vars
   * never pays for a draft, nor for a search in what they have set.
   */
  #note(id: string, name: string, value: unknown): void {
    const written = (this.#written ??= new Map<string, Vars>())
    const vars = written.get(id)
    if (vars) vars[name] = value
    else written.set(id, { [name]: value })
  }

  /** The tree with what was written, where no draft was needed. */
  #settled(): Tree {
    let tree = this.#base
    for (const [id, vars] of this.#written ?? []) {
      const before = tree[id]
      const isChanged = Object.keys(vars).some((name) => !Object.is(before[name], vars[name]))
      if (isChanged) tree = { ...tree, [id]: { ...before, ...vars } }
    }
    return tree
  }

  #touch(id: string, name: string): void {
    const names = this.#touched.get(id)
    if (names) {
      names.add(name)
    } else {
      this.#touched.set(id, new Set([name]))
    }
  }

  #end(tree: Tree): void {
    this.#base = tree
    this.#draft = undefined
    this.#finalize = undefined
    this.#written = undefined
    // To clear what is empty costs as much as to make it
    if (this.#touched.size > 0) this.#touched.clear()
    if (this.#copied.size > 0) this.#copied.clear()
    this.#closed = true
  }
}

/** A copy that may be changed. What is not plain data stays what it is. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf)
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, copyOf(item)]))
  if (value instanceof Set) return new Set([...value].map(copyOf))
  if (typeof value !== 'object' || value === null || !isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]))
}
