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
    if (this.#draft === undefined) return
    // The draft would not notice changes of what is put into it, so they may only reach a copy
    this.#draft[id] = copyOf(vars) as Draft<Vars>
    this.#copied.add(id)
    this.#touched.delete(id)
  }

  /**
   * Gives vars of a state values that nobody changes in place.
   */
  supply(id: string, values: Readonly<Vars>): void {
    if (this.#draft) for (const [name, value] of Object.entries(values)) this.write(id, name, value)
    else this.#base = { ...this.#base, [id]: { ...this.#base[id], ...values } }
  }

  /**
   * The value of a var, as something that may be changed in place.
   */
  read(id: string, name: string): unknown {
    if (this.#draft === undefined) {
      const value = this.#base[id]?.[name]
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
    if (this.#draft === undefined || !this.touched(id, name)) return this.#base[id]?.[name]
    return (this.#draft[id] as Vars)[name]
  }

  write(id: string, name: string, value: unknown): void {
    if (this.#closed) throw new E_STATE_CLOSED([`${id}.${name}`])
    if (this.#draft === undefined) this.#open()
    this.#touch(id, name)
    ;(this.#draft![id] as Vars)[name] = value
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
    let tree: Tree = this.#finalize ? this.#finalize() : this.#base
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
    this.#touched.clear()
    this.#copied.clear()
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
