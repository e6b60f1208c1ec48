/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../protocol/main.ts'
import { splitResult } from './actions.ts'
import { runInScope } from './current.ts'
import type { ComputedCache, Dependency } from './computed_cache.ts'
import type { ClassOf, Scope } from './contracts.ts'
import { stateId } from './definition.ts'
import type { StateDefinition } from './definition.ts'
import { assertJson } from './delta/json.ts'
import { frozen } from './frozen.ts'
import type { Member } from './member.ts'
import type { State } from './state.ts'
import type { StateRegistry } from './state_registry.ts'
import { plain } from './plain.ts'
import { copyOf, Transaction } from './transaction.ts'
import type { Tree, Vars } from './transaction.ts'

export interface ScopeOptions {
  registry: StateRegistry
  /** The tab's tree as it is before the event. */
  tree: Tree
  cache: ComputedCache
  /** The request that the event runs in; none with `static bridge = 'none'`. */
  ctx?: HttpContext
  /**
   * Keeps others from the room of a state until the event is over.
   *
   * @returns its vars as they are now; undefined for a state without a room
   */
  hold?: (definition: StateDefinition) => Promise<Vars | undefined>
  /** The tab, as others in its rooms know it. The user of a request is that of the request. */
  member?: Partial<Member>
  /** Sends what the event has changed so far. */
  flush?: (scope: EventScope) => Promise<void>
  /** Asks running background events of the tab to end. */
  cancel?: (state: string, event: string) => void
  /** Id of the tab; undefined for the states of a test that has none. */
  tab?: string
  /** Sends an action to the browser of the tab, also when the event is over. */
  send?: (action: Action) => void
}

/**
 * One event's view on the states of its tab: hands out instances, runs their reads and writes in
 * one transaction, computes computed vars, and collects actions.
 */
export class EventScope implements Scope {
  /** The request of the event that runs; undefined for one with `static bridge = 'none'`. */
  ctx: HttpContext | undefined
  /** Id of the tab; undefined for the states of a test that has none. */
  readonly tab: string | undefined
  /** Actions so far, in order. */
  readonly actions: Action[] = []

  #registry: StateRegistry
  #cache: ComputedCache
  #transaction: Transaction
  #instances = new Map<string, State>()
  #flush: ScopeOptions['flush']
  #hold: ScopeOptions['hold']
  #held = new Map<string, Vars>()
  #cancel: ScopeOptions['cancel']
  #member: Partial<Member> | undefined
  #signal: AbortSignal | undefined
  #send: ScopeOptions['send']
  /** Undo what handlers have done elsewhere since the last flush. */
  #undoes: (() => Promise<unknown>)[] = []
  /** Collects what the computed var reads that is being computed right now. */
  #tracked: Dependency[] | undefined

  constructor(options: ScopeOptions) {
    this.ctx = options.ctx
    this.tab = options.tab
    this.#registry = options.registry
    this.#cache = options.cache
    this.#flush = options.flush
    this.#hold = options.hold
    this.#cancel = options.cancel
    this.#send = options.send
    this.#member = options.member
    this.#transaction = new Transaction(options.tree)
  }

  /**
   * The instance of a state in this event. The state is made when the tab does not have it yet.
   *
   * @throws E_STATE_UNKNOWN
   */
  state<S extends object>(state: ClassOf<S>): S {
    return this.view(this.#registry.require(stateId(state))) as S
  }

  /**
   * As `state`, once nobody else can change the room of the state.
   *
   * @throws E_STATE_UNKNOWN, E_ROOM_BUSY
   */
  async get<S extends object>(state: ClassOf<S>): Promise<S> {
    const definition = this.#registry.require(stateId(state))
    await this.hold(definition)
    return this.view(definition) as S
  }

  /**
   * @throws E_ROOM_BUSY
   */
  async hold(definition: StateDefinition): Promise<void> {
    if (this.#held.has(definition.id)) return
    const vars = await this.#hold?.(definition)
    if (vars === undefined) return
    this.#held.set(definition.id, vars)
    this.#transaction.replace(definition.id, vars)
  }

  /** Vars of the rooms that are held, as they were, by state id. */
  get held(): ReadonlyMap<string, Vars> {
    return this.#held
  }

  /** The rooms are held no more. */
  letGo(): void {
    this.#held.clear()
  }

  view(definition: StateDefinition): State {
    let instance = this.#instances.get(definition.id)
    if (!instance) {
      if (!this.#transaction.has(definition.id)) {
        this.#transaction.add(definition.id, definition.createVars())
      }
      if (definition.inRoom && !this.#transaction.has(definition.ownId)) {
        this.#transaction.add(definition.ownId, definition.createOwnVars())
      }
      instance = definition.createInstance(this)
      this.#instances.set(definition.id, instance)
    }
    return instance
  }

  /**
   * @throws E_STATE_UNKNOWN; TypeError outside of a computed var
   */
  glance<S extends object>(state: ClassOf<S>): S {
    if (this.#tracked === undefined) {
      throw new TypeError(
        `this.$peek(${stateId(state)}) is for computed vars. A handler writes await this.$get(${stateId(state)})`
      )
    }
    return this.state(state)
  }

  read(id: string, name: string): unknown {
    if (this.#tracked === undefined) return this.#transaction.read(id, name)
    const value = this.#transaction.peek(id, name)
    this.#tracked.push({ id, name, value })
    // A computed var that sorts in place must fail at once, instead of changing what the tab goes on
    // with. What this event may still change is looked at as a copy
    return frozen(this.#transaction.touched(id, name) ? copyOf(value) : value)
  }

  look(id: string, name: string): unknown {
    const value = this.#transaction.peek(id, name)
    this.#tracked?.push({ id, name, value })
    return frozen(value)
  }

  /** As `look`, and nobody is told that it was read. */
  peek(id: string, name: string): unknown {
    return this.#transaction.peek(id, name)
  }

  /** Gives vars of a state values that nobody changes in place, which costs less than to write them. */
  supply(definition: StateDefinition, values: Readonly<Record<string, unknown>>): void {
    this.view(definition)
    this.#transaction.supply(definition.id, values)
  }

  write(id: string, name: string, value: unknown): void {
    if (this.#tracked !== undefined) {
      throw new TypeError(`A computed var must not change "${id}.${name}"`)
    }
    this.#transaction.write(id, name, value)
  }

  /**
   * The value of a computed var: the kept one while nothing that it read has changed.
   */
  compute(definition: StateDefinition, name: string): unknown {
    const kept = this.#cache.get(definition.id, name)
    if (kept && kept.dependencies.every((dependency) => this.#holds(dependency))) {
      this.#tracked?.push(...kept.dependencies)
      return kept.value
    }
    const outer = this.#tracked
    const { value, dependencies } = this.derive(definition, name, definition.computed.get(name)!)
    outer?.push(...dependencies)
    if (dependencies.every((dependency) => this.#holds(dependency))) {
      this.#cache.set(definition.id, name, { value, dependencies })
    }
    return value
  }

  /**
   * Calls a getter, which may change nothing.
   *
   * @returns its value, and the vars that it has read
   * @throws whatever the getter throws; TypeError where it writes
   */
  derive<T>(
    definition: StateDefinition,
    name: string,
    get: (this: State) => T
  ): { value: T; dependencies: Dependency[] } {
    const outer = this.#tracked
    const dependencies: Dependency[] = []
    this.#tracked = dependencies
    try {
      // What it begins and does not await is its own, and the request of whoever changed the room is not
      const view = this.view(definition)
      const value = runInScope(this, `${definition.id}.${name}`, () => get.call(view))
      return { value, dependencies }
    } finally {
      this.#tracked = outer
    }
  }

  /**
   * Ends the transaction and keeps reading from its result.
   *
   * @returns the next tree
   */
  commit(): Tree {
    return this.#transaction.commit()
  }

  /** Ends the transaction and drops its changes and the actions since the last flush. */
  rollback(): void {
    this.#transaction.rollback()
    this.actions.length = 0
  }

  /**
   * Something was done that is to go where the changes of the states go: nowhere, if the event fails before they
   * are flushed or applied.
   */
  undoWith(undo: () => Promise<unknown>): void {
    this.#undoes.push(undo)
  }

  /** Undoes what was done with the changes that are dropped. Whatever fails is left. */
  async undo(): Promise<void> {
    await Promise.allSettled(this.#undoes.splice(0).map((undo) => undo()))
  }

  /** Goes on with a new transaction, after a flush. */
  resume(tree: Tree): void {
    this.#undoes.length = 0
    this.#transaction = new Transaction(tree)
    for (const id of this.#held.keys()) this.#held.set(id, tree[id])
  }

  async flush(): Promise<void> {
    await this.#flush?.(this)
  }

  get member(): Member {
    const { auth } = (this.ctx ?? {}) as { auth?: { user?: { id?: string | number } } }
    const { id = '', user } = this.#member ?? {}
    return { id, user: auth?.user?.id ?? user }
  }

  /** Nobody can ask an event to end that has its turn. */
  get signal(): AbortSignal {
    return (this.#signal ??= new AbortController().signal)
  }

  /** An event that has its turn changes states as it likes. */
  async update(callback: () => unknown): Promise<unknown> {
    const { actions, value } = splitResult(await callback())
    this.collect(actions)
    return value
  }

  cancel(state: string, event: string): void {
    this.#cancel?.(state, event)
  }

  send(action: Action): void {
    this.#send?.(action)
  }

  /** Takes actions over as they are now, and not as the handler may change their values later. */
  collect(actions: readonly Action[]): void {
    for (const action of actions) this.actions.push(settledAction(action))
  }

  /** Whether the var still has the value that was read, and nothing in this event may change it. */
  #holds({ id, name, value }: Dependency): boolean {
    return !this.#transaction.touched(id, name) && this.#transaction.peek(id, name) === value
  }
}

/**
 * An action that later changes of its values do not reach.
 *
 * @throws E_VAR_NOT_SERIALIZABLE
 */
export function settledAction(action: Action): Action {
  if (action.type === 'call') assertJson(action.args, `rx.call("${action.name}")`)
  return plain(action)
}
