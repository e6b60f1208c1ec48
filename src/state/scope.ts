/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../protocol/main.ts'
import type { ComputedCache, Dependency } from './computed_cache.ts'
import { stateId } from './definition.ts'
import type { StateClass, StateDefinition } from './definition.ts'
import type { State } from './state.ts'
import type { StateRegistry } from './state_registry.ts'
import { Transaction } from './transaction.ts'
import type { Tree } from './transaction.ts'

export interface ScopeOptions {
  registry: StateRegistry
  /** The tab's tree as it is before the event. */
  tree: Tree
  cache: ComputedCache
  /** The request that the event runs in; none with `static bridge = 'none'`. */
  ctx?: HttpContext
  /** Sends what the event has changed so far. */
  flush?: (scope: EventScope) => Promise<void>
}

/**
 * One event's view on the states of its tab: hands out instances, runs their reads and writes in
 * one transaction, computes computed vars, and collects actions.
 */
export class EventScope {
  readonly ctx: HttpContext | undefined
  /** Actions so far, in order. */
  readonly actions: Action[] = []

  #registry: StateRegistry
  #cache: ComputedCache
  #transaction: Transaction
  #instances = new Map<string, State>()
  #flush: ScopeOptions['flush']
  /** Collects what the computed var reads that is being computed right now. */
  #tracked: Dependency[] | undefined

  constructor(options: ScopeOptions) {
    this.ctx = options.ctx
    this.#registry = options.registry
    this.#cache = options.cache
    this.#flush = options.flush
    this.#transaction = new Transaction(options.tree)
  }

  /**
   * The instance of a state in this event. The state is made when the tab does not have it yet.
   *
   * @throws E_STATE_UNKNOWN
   */
  state<S extends State>(state: StateClass<S>): S {
    return this.view(this.#registry.require(stateId(state))) as S
  }

  view(definition: StateDefinition): State {
    let instance = this.#instances.get(definition.id)
    if (!instance) {
      if (!this.#transaction.has(definition.id)) {
        this.#transaction.add(definition.id, definition.createVars())
      }
      instance = definition.createInstance(this)
      this.#instances.set(definition.id, instance)
    }
    return instance
  }

  read(id: string, name: string): unknown {
    if (this.#tracked === undefined) return this.#transaction.read(id, name)
    const value = this.#transaction.peek(id, name)
    this.#tracked.push({ id, name, value })
    return value
  }

  /** The value of a var for a look at it: it must not be changed in place. */
  peek(id: string, name: string): unknown {
    return this.#transaction.peek(id, name)
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
    const dependencies: Dependency[] = []
    this.#tracked = dependencies
    let value: unknown
    try {
      value = definition.computed.get(name)!.call(this.view(definition))
    } finally {
      this.#tracked = outer
    }
    outer?.push(...dependencies)
    if (dependencies.every((dependency) => this.#holds(dependency))) {
      this.#cache.set(definition.id, name, { value, dependencies })
    }
    return value
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

  /** Goes on with a new transaction, after a flush. */
  resume(tree: Tree): void {
    this.#transaction = new Transaction(tree)
  }

  async flush(): Promise<void> {
    await this.#flush?.(this)
  }

  /** Whether the var still has the value that was read, and nothing in this event may change it. */
  #holds({ id, name, value }: Dependency): boolean {
    return !this.#transaction.touched(id, name) && this.#transaction.peek(id, name) === value
  }
}
