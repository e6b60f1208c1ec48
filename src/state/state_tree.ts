/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { deserialize, serialize } from 'node:v8'
import { APP_STATE_ID } from '../protocol/main.ts'
import type { JsonValue, Patch, StateSnapshot } from '../protocol/main.ts'
import { EMPTY_SNAPSHOT } from './app_snapshot.ts'
import type { AppSnapshot } from './app_types.ts'
import { ComputedCache } from './computed_cache.ts'
import { diff } from './delta/diff.ts'
import { assertJson } from './delta/json.ts'
import { frozen } from './frozen.ts'
import { EventScope } from './scope.ts'
import type { ScopeOptions } from './scope.ts'
import type { StateRegistry } from './state_registry.ts'
import { E_VAR_NOT_STORABLE } from './exceptions.ts'
import { findUnstorable, isStorable } from './storable.ts'
import type { Tree, Vars } from './transaction.ts'

/** What an event has changed, computed but not yet taken over. */
export interface PreparedChange {
  tree: Tree
  /** Patches by state id, for the states that the browser has and keeps. */
  patches: Record<string, Patch[]>
  /** States that the browser gets. */
  snapshots: Record<string, StateSnapshot>
  /** Vars that the browser will have, by id of the states that changed or are new. */
  wires: Map<string, Vars>
  /** Ids that the browser keeps; all when undefined. */
  keep: ReadonlySet<string> | undefined
}

export interface PrepareOptions {
  /** What the tab's `AppState`s show from now on. */
  app?: AppSnapshot
  /** Ids of the states that the page shows, when it becomes another one. */
  show?: readonly string[]
  /** Say all that is shown in full, for a browser that has nothing; or the states of these ids. */
  full?: boolean | ReadonlySet<string>
}

/** The states of a tab as bytes. */
export interface PackedStates {
  data: Uint8Array
  /** Ids of the states that the browser has. */
  known: string[]
  /** What the classes of these states looked like. */
  shape: string
}

export interface StateTreeOptions {
  registry: StateRegistry
  /** Refuse vars that cannot be stored. */
  storable?: boolean
  /** Freeze what is sent, so that a computed var that sorts in place fails at once. */
  freeze: boolean
}

/**
 * All states of one tab, and what the browser has of them.
 */
export class StateTree {
  #options: StateTreeOptions
  #tree: Tree = {}
  #cache = new ComputedCache()
  /** Vars that the browser has, by id of the states that it shows. */
  #sent = new Map<string, Vars>()
  /** The states while the tab sleeps. */
  #asleep: PackedStates | undefined
  /** The sleeping states come from a store: their classes may have changed since. */
  #foreign = false

  constructor(options: StateTreeOptions) {
    this.#options = options
  }

  /**
   * Takes states out of a store.
   *
   * @returns whether the browser may go on with what it has; otherwise it needs a snapshot,
   *   because the classes have changed
   */
  restore(packed: PackedStates): boolean {
    const known = packed.known.filter((id) => this.#isKnown(id))
    this.#asleep = { ...packed, known }
    this.#foreign = true
    return this.#shape(known) === packed.shape
  }

  /**
   * Goes on with the classes that the registry has now: vars that they do not have any more go, and
   * new ones are as their initializers say.
   *
   * @param changed - ids of the states whose classes are others: the browser gets them in full,
   *   since their events may be others too
   * @throws E_VAR_NOT_SERIALIZABLE, E_VAR_NOT_STORABLE; errors of computed vars
   */
  adapt(changed: ReadonlySet<string>): PreparedChange {
    this.wake()
    const tree = this.#adapt(this.#tree)
    if (this.#options.storable) this.#assertStorable(tree)
    this.#tree = tree
    this.#cache = new ComputedCache()
    return this.prepare(this.begin({}), { full: changed })
  }

  /** What the tab's `AppState`s show of the last request. */
  get app(): AppSnapshot {
    this.wake()
    return (this.#tree[APP_STATE_ID] as unknown as AppSnapshot | undefined) ?? EMPTY_SNAPSHOT
  }

  /** The vars of all states by id. */
  get tree(): Tree {
    this.wake()
    return this.#tree
  }

  /** Begins an event. */
  begin(options: Pick<ScopeOptions, 'ctx' | 'flush' | 'cancel'>): EventScope {
    this.wake()
    return new EventScope({
      ...options,
      registry: this.#options.registry,
      tree: this.#tree,
      cache: this.#cache,
    })
  }

  /**
   * Ends the transaction of an event and says what it changed.
   *
   * @throws E_VAR_NOT_SERIALIZABLE, E_VAR_NOT_STORABLE; errors of computed vars
   */
  prepare(scope: EventScope, { app, show, full = false }: PrepareOptions = {}): PreparedChange {
    this.wake()
    for (const id of show ?? []) {
      if (id !== APP_STATE_ID) scope.view(this.#options.registry.require(id))
    }
    let tree = scope.commit()
    if (app) tree = { ...tree, [APP_STATE_ID]: app as unknown as Vars }
    if (this.#options.storable) this.#assertStorable(tree)

    const shown = show ?? [...this.#sent.keys()]
    const patches: Record<string, Patch[]> = {}
    const snapshots: Record<string, StateSnapshot> = {}
    const wires = new Map<string, Vars>()
    for (const id of shown) {
      const isFull = typeof full === 'boolean' ? full : full.has(id)
      const sent = isFull ? undefined : this.#sent.get(id)
      if (sent && !this.#mayDiffer(id, tree)) continue
      const wire = this.#wire(id, tree, scope)
      if (!sent) {
        assertJson(wire, id)
        snapshots[id] = { v: wire as Record<string, JsonValue>, e: this.#events(id) }
        const stored = this.#options.registry.get(id)?.stored
        if (stored) snapshots[id].k = stored
        wires.set(id, wire)
        continue
      }
      const changes = diff(sent, wire, id)
      if (changes.length === 0) continue
      patches[id] = changes
      wires.set(id, wire)
    }
    return { tree, patches, snapshots, wires, keep: show && new Set(show) }
  }

  /** Takes a prepared change over. */
  apply({ tree, wires, keep }: PreparedChange): void {
    this.#tree = tree
    if (keep) {
      for (const id of this.#sent.keys()) if (!keep.has(id)) this.#sent.delete(id)
    }
    for (const [id, wire] of wires) this.#sent.set(id, this.#frozen(wire))
  }

  /**
   * Everything that the browser shows, in full, for one that has missed frames.
   */
  snapshot(): Record<string, StateSnapshot> {
    const change = this.prepare(this.begin({}), { full: true })
    this.apply(change)
    return change.snapshots
  }

  /**
   * Forgets all states: what one user has loaded is nothing for the next. What the browser stores
   * stays, since it is the browser's.
   */
  clear(): void {
    this.wake()
    const tree: Record<string, Vars> = {}
    for (const [id, vars] of Object.entries(this.#tree)) {
      const definition = this.#options.registry.get(id)
      if (!definition?.stored) continue
      tree[id] = definition.createVars()
      for (const name of Object.keys(definition.stored)) tree[id][name] = vars[name]
    }
    this.#tree = tree
    this.#sent.clear()
    this.#cache = new ComputedCache()
  }

  /**
   * Keeps the tree as bytes, at a fraction of its memory, until the next use.
   *
   * @returns whether that was possible: a backend var may hold what cannot be serialized
   */
  sleep(): boolean {
    if (this.#asleep) return true
    if (!isStorable(this.#tree)) return false
    this.#asleep = this.pack()
    this.#tree = {}
    this.#sent.clear()
    this.#cache = new ComputedCache()
    return true
  }

  /** The states as bytes. All vars must be storable. */
  pack(): PackedStates {
    if (this.#asleep) return this.#asleep
    const known = [...this.#sent.keys()]
    return { data: serialize(this.#tree), known, shape: this.#shape(known) }
  }

  /** Has the states as objects again. */
  wake(): void {
    if (!this.#asleep) return
    const { data, known } = this.#asleep
    this.#asleep = undefined
    const tree = deserialize(data) as Tree
    this.#tree = this.#foreign ? this.#adapt(tree) : tree
    this.#foreign = false
    const scope = this.begin({})
    for (const id of known) this.#sent.set(id, this.#wire(id, this.#tree, scope))
  }

  /** Gives states the vars that their classes have now. */
  #adapt(stored: Tree): Tree {
    const tree: Record<string, Vars> = {}
    for (const [id, vars] of Object.entries(stored)) {
      const definition = this.#options.registry.get(id)
      if (id === APP_STATE_ID) tree[id] = vars
      if (!definition) continue
      tree[id] = definition.createVars()
      for (const name of Object.keys(tree[id])) if (name in vars) tree[id][name] = vars[name]
    }
    return tree
  }

  #isKnown(id: string): boolean {
    return id === APP_STATE_ID || this.#options.registry.get(id) !== undefined
  }

  #shape(ids: readonly string[]): string {
    return ids.map((id) => this.#options.registry.get(id)?.shape ?? '').join(' ')
  }

  #assertStorable(tree: Tree): void {
    for (const [id, vars] of Object.entries(tree)) {
      const known = this.#tree[id]
      if (known === vars) continue
      for (const [name, value] of Object.entries(vars)) {
        if (known?.[name] === value) continue
        const found = findUnstorable(value, `${id}.${name}`)
        if (found) throw new E_VAR_NOT_STORABLE([found.path, found.what])
      }
    }
  }

  /** Whether the browser's vars of a state may be old: computed vars may read other states. */
  #mayDiffer(id: string, tree: Tree): boolean {
    if (tree[id] !== this.#tree[id]) return true
    return id !== APP_STATE_ID && this.#options.registry.require(id).computed.size > 0
  }

  #wire(id: string, tree: Tree, scope: EventScope): Vars {
    const vars = tree[id]
    if (id === APP_STATE_ID) return vars ?? (EMPTY_SNAPSHOT as unknown as Vars)
    const definition = this.#options.registry.require(id)
    const wire: Vars = {}
    for (const name of definition.baseVars) wire[name] = vars[name]
    for (const name of definition.computed.keys()) wire[name] = scope.compute(definition, name)
    return wire
  }

  #events(id: string): string[] {
    if (id === APP_STATE_ID) return []
    return [...this.#options.registry.require(id).events.keys()]
  }

  #frozen(wire: Vars): Vars {
    if (this.#options.freeze) {
      for (const name of Object.keys(wire)) frozen(wire[name])
    }
    return wire
  }
}
