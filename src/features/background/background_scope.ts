/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../../protocol/main.ts'
import {
  currentScope,
  errors,
  frozen,
  plain,
  runInScope,
  settledAction,
  stateId,
} from '../../state/main.ts'
import type {
  ClassOf,
  EventScope,
  HandlerScope,
  Member,
  State,
  StateDefinition,
  StateRegistry,
} from '../../state/main.ts'

export interface BackgroundOptions {
  registry: StateRegistry
  /** The request that has begun the event; none with `static bridge = 'none'`. */
  ctx: HttpContext | undefined
  /** Aborted when the event is to end. To read it is to be told. */
  signal: () => AbortSignal
  /** A scope on the states as they are now. */
  look: () => EventScope
  /** Runs code on the states when the tab has a turn for it. */
  update: <T>(work: (scope: EventScope) => Promise<T>) => Promise<T>
  /** Sends actions to the browser. */
  send: (actions: Action[]) => Promise<void>
  /** Asks background events of the tab to end. */
  cancel: (state: string, event: string) => void
}

/**
 * The view of a background event on the states of its tab. Inside of `update` it is that of the
 * turn which the update has; outside of it, the states are as they are now, and to be read only.
 * Which of the two it is, is told by how the running code was called.
 */
export class BackgroundScope implements HandlerScope {
  /** Actions that were not sent yet, in order. */
  readonly actions: Action[] = []

  #options: BackgroundOptions
  #instances = new Map<string, State>()
  /** The scope of the update that has its turn. */
  #open: EventScope | undefined

  constructor(options: BackgroundOptions) {
    this.#options = options
  }

  get ctx(): HttpContext | undefined {
    return this.#updating ? this.#updating.ctx : this.#options.ctx
  }

  get tab(): string | undefined {
    return (this.#updating ?? this.#options.look()).tab
  }

  get member(): Member {
    return (this.#updating ?? this.#options.look()).member
  }

  get signal(): AbortSignal {
    return this.#options.signal()
  }

  /**
   * @throws E_STATE_UNKNOWN
   */
  state<S extends object>(state: ClassOf<S>): S {
    return this.view(this.#options.registry.require(stateId(state))) as S
  }

  /**
   * As `state`. What has a room is held by this update, and by each one after it.
   *
   * @throws E_STATE_UNKNOWN, E_ROOM_BUSY
   */
  async get<S extends object>(state: ClassOf<S>): Promise<S> {
    const instance = this.state(state)
    await this.#updating?.hold(this.#options.registry.require(stateId(state)))
    return instance
  }

  view(definition: StateDefinition): State {
    let instance = this.#instances.get(definition.id)
    if (!instance) {
      instance = definition.createInstance(this)
      this.#instances.set(definition.id, instance)
    }
    return instance
  }

  /**
   * @throws E_STATE_UNKNOWN; TypeError
   */
  glance<S extends object>(state: ClassOf<S>): S {
    return (this.#updating ?? this.#options.look()).glance(state)
  }

  read(id: string, name: string): unknown {
    const turn = this.#updating
    return turn ? this.#has(turn, id).read(id, name) : frozen(this.#look(id).peek(id, name))
  }

  look(id: string, name: string): unknown {
    return this.#has(this.#updating ?? this.#options.look(), id).look(id, name)
  }

  /**
   * @throws E_UPDATE_NEEDED outside of an update
   */
  write(id: string, name: string, value: unknown): void {
    const turn = this.#updating
    if (!turn) throw new errors.E_UPDATE_NEEDED([`${id}.${name}`])
    this.#has(turn, id).write(id, name, value)
  }

  compute(definition: StateDefinition, name: string): unknown {
    const turn = this.#updating
    if (turn) return turn.compute(definition, name)
    return frozen(this.#look(definition.id).compute(definition, name))
  }

  /** Sends what has changed so far, or the actions where nothing can have. */
  async flush(): Promise<void> {
    if (this.#updating) return this.#updating.flush()
    if (this.actions.length > 0) await this.#options.send(this.actions.splice(0))
  }

  /**
   * Runs code in a turn of its own, or in the one that it is called in.
   *
   * @returns what the code returned, when it was no action
   * @throws whatever the code throws; why the update is refused
   */
  async update(callback: () => unknown): Promise<unknown> {
    const turn = this.#updating
    if (turn) return turn.update(callback)
    return this.#options.update(async (scope) => {
      await this.#holdRooms(scope)
      this.#open = scope
      try {
        // Drafts end with the turn
        return plain(await runInScope(scope, undefined, () => scope.update(callback)))
      } finally {
        this.#open = undefined
      }
    })
  }

  cancel(state: string, event: string): void {
    this.#options.cancel(state, event)
  }

  send(action: Action): void {
    // The handler may be over, and then it may send nothing by itself
    this.#options.send([action]).catch(() => {})
  }

  collect(actions: readonly Action[]): void {
    for (const action of actions) this.actions.push(settledAction(action))
  }

  /** Keeps others from the rooms of the states that the event has asked for. */
  async #holdRooms(scope: EventScope): Promise<void> {
    for (const id of this.#instances.keys()) {
      const definition = this.#options.registry.require(id)
      if (definition.inRoom) await scope.hold(definition)
    }
  }

  /** The scope of the update that the running code belongs to. */
  get #updating(): EventScope | undefined {
    return this.#open && currentScope() === this.#open ? this.#open : undefined
  }

  #look(id: string): EventScope {
    return this.#has(this.#options.look(), id)
  }

  /** A scope in which the state is there. */
  #has(scope: EventScope, id: string): EventScope {
    const definition = this.#options.registry.get(id)
    if (definition) scope.view(definition)
    return scope
  }
}
