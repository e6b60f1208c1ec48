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
import type { BeginOptions, PreparedChange, PrepareOptions, RoomNews } from './prepared_change.ts'
import { RoomViews } from './room_views.ts'
import type { RoomChange, SharedVars } from './room_views.ts'
import type { StateRegistry } from './state_registry.ts'
import { E_VAR_NOT_STORABLE } from './exceptions.ts'
import { findUnstorable, isStorable } from './storable.ts'
import type { Tree, Vars } from './transaction.ts'

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
  /** The rooms of the tab's states. */
  #rooms: RoomViews
  /** Vars that the browser has, by id of the states that it shows. */
  #sent = new Map<string, Vars>()
  /** The states while the tab sleeps. */
  #asleep: PackedStates | undefined
  /** The sleeping states come from a store: their classes may have changed since. */
  #foreign = false

  constructor(options: StateTreeOptions) {
    this.#options = options
    this.#rooms = new RoomViews(options.registry)
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
    this.#asleep.known = known.filter((id) => !this.#options.registry.get(id)?.inRoom)
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
    if (this.#options.storable) this.#assertStorable(tree, this.#tree)
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

  /** The vars of all states, those of rooms included, by id. */
  get whole(): Tree {
    return this.#rooms.over(this.tree)
  }

  /** The rooms of its states, by state id. */
  get rooms(): ReadonlyMap<string, SharedVars> {
    return this.#rooms.all
  }

  /** Its states are those of other rooms from now on. */
  enter(rooms: ReadonlyMap<string, SharedVars>): void {
    this.#rooms.enter(rooms)
  }

  /**
   * A room has changed.
   *
   * @param id - id of the state
   * @returns what the browser is to be told; undefined when it knows
   */
  follow(id: string, change: RoomChange): RoomNews | undefined {
    if (this.#rooms.told(id) === change.to) return undefined
    if (!change.patches || this.#rooms.told(id) !== change.from) return this.catchUp()
    this.#rooms.tell(id, change.to)
    const sent = this.#sent.get(id)
    if (sent) this.#sent.set(id, { ...sent, ...change.wire })
    return change.patches.length > 0 ? { d: { [id]: change.patches } } : undefined
  }

  /**
   * What the browser does not know yet of the rooms.
   *
   * @returns undefined when there is nothing
   */
  catchUp(): RoomNews | undefined {
    if (!this.#rooms.behind) return undefined
    const scope = this.begin({})
    const tree = this.#rooms.over(this.#tree)
    const news: RoomNews = {}
    for (const [id, room] of this.#rooms.missed()) {
      const wire = this.#wire(id, tree, scope)
      const sent = this.#sent.get(id)
      if (sent) {
        const patches = diff(sent, wire, id)
        if (patches.length > 0) (news.d ??= {})[id] = patches
      } else {
        ;(news.s ??= {})[id] = this.#snapshot(id, wire)
      }
      this.#sent.set(id, this.#frozen(wire))
      this.#rooms.tell(id, room.vars)
    }
    return news.d || news.s ? news : undefined
  }

  /**
   * Begins an event.
   *
   * @param rooms - the rooms of the states, when they are not those that the tab is in
   */
  begin({ rooms, ...options }: BeginOptions): EventScope {
    this.wake()
    return new EventScope({
      ...options,
      registry: this.#options.registry,
      tree: this.#rooms.over(this.#tree, rooms),
      cache: this.#cache,
    })
  }

  /**
   * Ends the transaction of an event and says what it changed.
   *
   * @throws E_VAR_NOT_SERIALIZABLE, E_VAR_NOT_STORABLE; errors of computed vars
   */
  prepare(scope: EventScope, options: PrepareOptions = {}): PreparedChange {
    this.wake()
    const { app, show, full = false, rooms: opened } = options
    for (const id of show ?? []) {
      if (id !== APP_STATE_ID) scope.view(this.#options.registry.require(id))
    }
    let whole = scope.commit()
    if (app) whole = { ...whole, [APP_STATE_ID]: app as unknown as Vars }
    const tree = this.#rooms.without(whole)
    const rooms = this.#rooms.changed(scope.held, whole)
    if (this.#options.storable) {
      this.#assertStorable(tree, this.#tree)
      this.#assertStorable(Object.fromEntries(rooms), Object.fromEntries(scope.held))
    }
    for (const [id, vars] of rooms) this.#assertSendable(id, vars, scope.held.get(id)!)

    const shown = show ?? new Set([...this.#sent.keys(), ...this.#rooms.all.keys()])
    const told = new Map<string, Vars>()
    const patches: Record<string, Patch[]> = {}
    const snapshots: Record<string, StateSnapshot> = {}
    const wires = new Map<string, Vars>()
    for (const id of shown) {
      const isFull = typeof full === 'boolean' ? full : full.has(id)
      const stays = this.#rooms.stays(id, opened)
      const sent = isFull || !stays ? undefined : this.#sent.get(id)
      if (sent && !this.#mayDiffer(id, whole, scope)) continue
      // What others do to a room that is not held, the browser hears when it happens
      const known = sent && !scope.held.has(id) ? this.#rooms.told(id) : undefined
      const source = known ? { ...whole, [id]: known } : whole
      const wire = this.#wire(id, source, scope)
      if (this.#isInRoom(id)) told.set(id, source[id])
      if (!sent) {
        snapshots[id] = this.#snapshot(id, wire)
        wires.set(id, wire)
        continue
      }
      const changes = diff(sent, wire, id)
      if (changes.length === 0) continue
      patches[id] = changes
      wires.set(id, wire)
    }
    return { tree, whole, rooms, told, patches, snapshots, wires, keep: show && new Set(show) }
  }

  /** Takes a prepared change over. */
  apply({ tree, wires, told, rooms, snapshots, keep }: PreparedChange): void {
    this.#tree = tree
    if (keep) {
      for (const id of this.#sent.keys()) if (!keep.has(id)) this.#sent.delete(id)
      this.#rooms.keep(keep)
    }
    for (const [id, wire] of wires) {
      const base = told.get(id)
      const now = this.#rooms.told(id)
      if (base && now && base !== now && !rooms.has(id) && !snapshots[id]) {
        // The room has changed since the change was computed, and the browser knows
        const source = { ...this.#rooms.over(tree), [id]: now }
        this.#sent.set(id, this.#frozen(this.#wire(id, source, this.begin({}))))
        continue
      }
      this.#sent.set(id, this.#frozen(wire))
      if (base) this.#rooms.tell(id, base)
    }
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
    this.#rooms.clear()
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
    const told = this.#rooms.asTold(this.#tree)
    for (const id of known) this.#sent.set(id, this.#wire(id, told, scope))
  }

  /** Gives states the vars that their classes have now. */
  #adapt(stored: Tree): Tree {
    const tree: Record<string, Vars> = {}
    for (const [id, vars] of Object.entries(stored)) {
      const definition = this.#options.registry.get(id)
      // What a tab has for itself of a state with a room is the same in all classes
      if (id === APP_STATE_ID || this.#rooms.isOwn(id)) tree[id] = vars
      if (!definition || definition.inRoom) continue
      tree[id] = definition.renewVars(vars)
    }
    return tree
  }

  #isKnown(id: string): boolean {
    return id === APP_STATE_ID || this.#options.registry.get(id) !== undefined
  }

  #shape(ids: readonly string[]): string {
    return ids.map((id) => this.#options.registry.get(id)?.shape ?? '').join(' ')
  }

  #isInRoom(id: string): boolean {
    return this.#options.registry.get(id)?.inRoom === true
  }

  #assertStorable(tree: Tree, before: Tree): void {
    for (const [id, vars] of Object.entries(tree)) {
      const known = before[id]
      if (known === vars) continue
      for (const [name, value] of Object.entries(vars)) {
        if (known?.[name] === value) continue
        const found = findUnstorable(value, `${id}.${name}`)
        if (found) throw new E_VAR_NOT_STORABLE([found.path, found.what])
      }
    }
  }

  /** Other pages than this tab's may show a room: what it holds must be fit for them. */
  #assertSendable(id: string, vars: Vars, before: Vars): void {
    for (const name of this.#options.registry.require(id).baseVars) {
      if (vars[name] !== before[name]) assertJson(vars[name], `${id}.${name}`)
    }
  }

  /** Whether the browser's vars of a state may be old: computed vars may read other states. */
  #mayDiffer(id: string, tree: Tree, scope: EventScope): boolean {
    if (scope.held.has(id)) return true
    if (this.#isInRoom(id)) {
      const { ownId } = this.#options.registry.require(id)
      if (tree[ownId] !== this.#tree[ownId]) return true
    } else if (tree[id] !== this.#tree[id]) return true
    return id !== APP_STATE_ID && this.#options.registry.require(id).computed.size > 0
  }

  #wire(id: string, tree: Tree, scope: EventScope): Vars {
    if (id === APP_STATE_ID) return tree[id] ?? (EMPTY_SNAPSHOT as unknown as Vars)
    const definition = this.#options.registry.require(id)
    const wire: Vars = {}
    for (const name of definition.baseVars) wire[name] = tree[definition.placeOf(name)]?.[name]
    for (const name of definition.computed.keys()) wire[name] = scope.compute(definition, name)
    return wire
  }

  #snapshot(id: string, wire: Vars): StateSnapshot {
    assertJson(wire, id)
    const events = id === APP_STATE_ID ? [] : [...this.#options.registry.require(id).events.keys()]
    const snapshot: StateSnapshot = { v: wire as Record<string, JsonValue>, e: events }
    const stored = this.#options.registry.get(id)?.stored
    if (stored) snapshot.k = stored
    return snapshot
  }

  #frozen(wire: Vars): Vars {
    if (this.#options.freeze) {
      for (const name of Object.keys(wire)) frozen(wire[name])
    }
    return wire
  }
}
