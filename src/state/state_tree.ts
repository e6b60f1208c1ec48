/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { APP_STATE_ID } from '../protocol/main.ts'
import type { JsonValue, StateSnapshot } from '../protocol/main.ts'
import { adaptTree, adoptTree } from './adapted_tree.ts'
import { EMPTY_SNAPSHOT } from './app_snapshot.ts'
import type { AppSnapshot } from './app_types.ts'
import { ComputedCache } from './computed_cache.ts'
import { diff } from './delta/diff.ts'
import { assertJson } from './delta/json.ts'
import { frozen } from './frozen.ts'
import { EventScope } from './scope.ts'
import { KnownStates } from './known_states.ts'
import { NewsCollector } from './news.ts'
import type { PackedChanges, PackedStates, PackedVars, StateTreeOptions } from './packed_states.ts'
import type {
  OpenOptions,
  PreparedChange,
  PreparedState,
  PrepareOptions,
  StateNews,
} from './prepared_change.ts'
import { RoomViews } from './room_views.ts'
import type { RoomChange, SharedVars } from './room_views.ts'
import { SleepingVars } from './sleeping_vars.ts'
import { assertStorable, isStorable } from './storable.ts'
import type { Tree, Vars } from './transaction.ts'

/** Stands for a value that a browser was told, and that nobody knows any more: it differs from all others. */
const FORGOTTEN = Symbol('forgotten')

/**
 * All states of one tab, and what the browser has of them.
 */
export class StateTree {
  #options: StateTreeOptions
  #tree: Tree = {}
  #cache = new ComputedCache()
  /** The rooms of the tab's states. */
  #rooms: RoomViews
  #known = new KnownStates()
  #sleeping = new SleepingVars()
  /** The sleeping states come from a store: their classes may have changed since. */
  #foreign = false

  constructor(options: StateTreeOptions) {
    this.#options = options
    this.#rooms = new RoomViews(options.registry)
  }

  /**
   * Takes states out of a store.
   *
   * @param isStored - whether the store has the vars one by one, so that only changed ones are written
   * @returns whether the browser may go on with what it has; otherwise it needs a snapshot,
   *   because the classes have changed
   */
  restore(packed: PackedStates, vars: PackedVars, isStored: boolean): boolean {
    const known = packed.known.filter(([id]) => this.#isDefined(id))
    this.#sleeping.restore(vars, isStored)
    this.#foreign = true
    // What the browser has heard of rooms is not stored
    this.#known.restore(known.filter(([id]) => !this.#isInRoom(id)))
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
    const tree = adaptTree(this.#tree, this.#options.registry)
    if (this.#options.storable) assertStorable(tree, this.#tree)
    this.#tree = tree
    this.#cache = new ComputedCache()
    return this.prepare(this.openScope({}), { full: changed })
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
   * @param isHeld - see `catchUp`
   * @returns what the browser is to be told; undefined when it knows
   * @throws errors of computed vars
   */
  roomChanged(
    id: string,
    change: RoomChange,
    isHeld?: (id: string) => boolean
  ): StateNews | undefined {
    const known = this.#known.get(id)
    if (known?.room === change.to) return undefined
    const { patches } = change
    const definition = this.#options.registry.require(id)
    if (!patches || !this.#known.fits(id, change, definition)) return this.catchUp(isHeld)
    const news = new NewsCollector(this.#known)
    news.change(id, patches, known?.wire && { ...known.wire, ...change.wire }, change.to)
    return news.empty ? undefined : news.news
  }

  /**
   * What the browser does not know yet of the rooms.
   *
   * @param isHeld - whether the running event holds the room of a state: the browser may know more
   *   of it than others, and hears of it at the end
   * @returns undefined when there is nothing
   * @throws errors of computed vars, when there is nothing else to be told
   */
  catchUp(isHeld?: (id: string) => boolean): StateNews | undefined {
    const missed = [...this.#rooms.all].filter(
      ([id, room]) => this.#known.get(id)?.room !== room.vars && !isHeld?.(id)
    )
    if (missed.length === 0) return undefined
    const scope = this.openScope({})
    const tree = this.#rooms.over(this.#tree)
    const news = new NewsCollector(this.#known)
    let failure: { error: unknown } | undefined
    for (const [id, { vars }] of missed) {
      try {
        const wire = this.#frozen(this.#wire(id, tree, scope))
        const known = this.#known.get(id)
        if (known) news.change(id, diff(known.wire!, wire, id), wire, vars)
        else news.show(id, this.#snapshot(id, wire), wire, vars)
      } catch (error) {
        // The others of its rooms are not to wait for it
        failure = { error }
      }
    }
    if (!news.empty) return news.news
    if (failure) throw failure.error
    return undefined
  }

  /**
   * Opens a scope, on which one event works.
   *
   * @param rooms - the rooms of the states, when they are not those that the tab is in
   */
  openScope({ rooms, ...options }: OpenOptions): EventScope {
    this.wake()
    return new EventScope({
      ...options,
      registry: this.#options.registry,
      tree: this.#rooms.over(this.#tree, rooms),
      cache: this.#cache,
      member: { id: this.#options.member },
      send: this.#options.send,
      tab: this.#options.tab,
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
    for (const [id, vars] of rooms) this.#assertSendable(id, vars, scope.held.get(id)!)

    const shown = show ?? new Set([...this.#known.ids, ...this.#rooms.all.keys()])
    const states: PreparedState[] = []
    // What is rendered is the snapshot of this request, which its handlers have not seen
    const own = app ? this.#look(whole, scope.ctx) : scope
    for (const id of shown) {
      const isFull = typeof full === 'boolean' ? full : full.has(id)
      const stays = this.#rooms.stays(id, opened)
      const base = isFull || !stays ? undefined : this.#known.get(id)
      if (base && !this.#mayDiffer(id, whole, scope)) continue
      const held = scope.held.has(id)
      // What others do to a room that is not held, the browser hears when it happens
      const isApart = base?.room !== undefined && !held && base.room !== whole[id]
      const source = isApart ? { ...whole, [id]: base.room! } : whole
      const wire = this.#wire(id, source, isApart ? this.#look(source, scope.ctx) : own)
      states.push({
        id,
        base,
        wire,
        room: this.#isInRoom(id) ? source[id] : undefined,
        held,
        patches: base ? diff(base.wire!, wire, id) : [],
        snapshot: base ? undefined : this.#snapshot(id, wire),
      })
    }
    // What is neither sent nor stored is told as the former, whose remedy is one for both
    if (this.#options.storable) {
      assertStorable(tree, this.#tree)
      assertStorable(Object.fromEntries(rooms), Object.fromEntries(scope.held))
    }
    return { tree, whole, rooms, states, keep: show && new Set(show) }
  }

  /**
   * Takes a prepared change over.
   *
   * @returns what the browser is to be told. The frame that says it must be the next one
   */
  apply({ tree, states, keep }: PreparedChange): StateNews {
    this.#tree = tree
    if (keep) this.#known.keep(keep)
    const news = new NewsCollector(this.#known)
    for (const state of states) {
      const { id, base, snapshot, wire, room } = state
      if (snapshot) news.show(id, snapshot, this.#frozen(wire), room)
      else if (this.#known.get(id) !== base) this.#rebase(state, news)
      else news.change(id, state.patches, this.#frozen(wire), room)
    }
    return news.news
  }

  /**
   * Everything that the browser shows, in full, for one that has missed frames.
   */
  snapshot(): Record<string, StateSnapshot> {
    return this.apply(this.prepare(this.openScope({}), { full: true })).s ?? {}
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
      const kept = definition?.extension.kept
      if (!kept) continue
      tree[id] = definition.createVars()
      for (const name of kept) tree[id][name] = vars[name]
    }
    this.#tree = tree
    this.#known.clear()
    this.#cache = new ComputedCache()
  }

  /**
   * Keeps the tree as bytes, at a fraction of its memory, until the next use.
   *
   * @returns whether that was possible: a backend var may hold what cannot be serialized
   */
  sleep(): boolean {
    if (this.#sleeping.isAsleep) return true
    if (!isStorable(this.#tree)) return false
    this.#sleeping.sleep(this.#tree)
    this.#tree = {}
    this.#known.sleep()
    this.#cache = new ComputedCache()
    return true
  }

  /** What a store has to know of the states, beside their vars. */
  pack(): PackedStates {
    const known = this.#known.steps
    return { known, shape: this.#shape(known) }
  }

  /** The vars that a store does not have yet, as bytes. All must be storable. */
  changes(): PackedChanges {
    return this.#sleeping.changes(this.#tree)
  }

  /** Has the states as objects again. */
  wake(): void {
    if (!this.#sleeping.isAsleep) return
    const tree = this.#sleeping.wake()
    this.#tree = this.#foreign ? adoptTree(tree, this.#options.registry) : tree
    this.#foreign = false
    const whole = this.#rooms.over(this.#tree)
    // Computed vars may be others by now, or fail
    this.#known.wake((id) => this.#wire(id, whole))
  }

  /** Computes vars of a tree that no event is about to change. */
  #look(tree: Tree, ctx?: HttpContext): EventScope {
    const { registry, send, tab, member: id } = this.#options
    return new EventScope({ registry, tree, cache: this.#cache, ctx, send, tab, member: { id } })
  }

  /** The browser has got to know more of a state since the change was computed. */
  #rebase({ id, base, wire, room, held }: PreparedState, news: NewsCollector): void {
    const known = this.#known.get(id)
    try {
      if (!held && known && known.room !== base?.room) {
        room = known.room
        const source = { ...this.#rooms.over(this.#tree), [id]: room! }
        wire = this.#wire(id, source, this.#look(source))
      }
      wire = this.#frozen(wire)
      if (known) news.change(id, diff(known.wire!, wire, id), wire, room)
      else news.show(id, this.#snapshot(id, wire), wire, room)
    } catch {
      // What cannot be said now is said in full with the next event, which fails where this does
      this.#known.forget(id)
    }
  }

  #isDefined(id: string): boolean {
    return id === APP_STATE_ID || this.#options.registry.get(id) !== undefined
  }

  #shape(known: readonly [id: string, step: number][]): string {
    return known.map(([id]) => this.#options.registry.get(id)?.shape ?? '').join(' ')
  }

  #isInRoom(id: string): boolean {
    return this.#options.registry.get(id)?.inRoom === true
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

  /** @param scope - computes its computed vars. Without, they are as nobody knows any more */
  #wire(id: string, tree: Tree, scope?: EventScope): Vars {
    if (id === APP_STATE_ID) return tree[id] ?? (EMPTY_SNAPSHOT as unknown as Vars)
    const definition = this.#options.registry.require(id)
    const wire: Vars = definition.inRoom ? { me: this.#options.member } : {}
    for (const name of definition.baseVars) wire[name] = tree[definition.treeKey(name)]?.[name]
    for (const name of definition.computed.keys()) {
      wire[name] = scope ? scope.compute(definition, name) : FORGOTTEN
    }
    return wire
  }

  #snapshot(id: string, wire: Vars): StateSnapshot {
    assertJson(wire, id)
    const definition = id === APP_STATE_ID ? undefined : this.#options.registry.require(id)
    const events = [...(definition?.events.keys() ?? [])]
    if (this.#options.tellMethods) events.push(...(definition?.methods ?? []))
    const snapshot: StateSnapshot = { v: wire as Record<string, JsonValue>, e: events }
    return Object.assign(snapshot, definition?.extension.snapshot)
  }

  #frozen(wire: Vars): Vars {
    if (this.#options.freeze) {
      for (const name of Object.keys(wire)) frozen(wire[name])
    }
    return wire
  }
}
