/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { APP_STATE_ID } from '../protocol/main.ts'
import { AppState } from '../state/main.ts'
import type { StateDefinition, StateRegistry } from '../state/main.ts'
import type { PageDefinition } from './types.ts'

/**
 * A page with a route: its definition and what it may reach.
 */
export class MountedPage {
  /** What keeps it from being served, while developing. */
  fault: Error | undefined

  #registry: StateRegistry
  #states: readonly string[] | undefined
  #shared: readonly string[] | undefined
  #definitions: readonly StateDefinition[] | undefined
  /** Version of the registry that these are of. */
  #version = 0
  #reachable: Set<string>

  constructor(
    readonly definition: PageDefinition,
    registry: StateRegistry
  ) {
    this.#registry = registry
    this.#reachable = new Set(definition.states)
  }

  /** Ids of the states that the page shows, with `$app` when one of them sees the request. */
  get states(): readonly string[] {
    this.#renew()
    return (this.#states ??= this.#withApp(this.definition.states))
  }

  /** Ids of the states that have a room. */
  get shared(): readonly string[] {
    this.#renew()
    return (this.#shared ??= this.definition.states.filter(
      (id) => this.#registry.require(id).inRoom
    ))
  }

  /** The classes of these states: the same array until one is replaced. */
  get definitions(): readonly StateDefinition[] {
    this.#renew()
    return (this.#definitions ??= this.definition.states.map((id) => this.#registry.require(id)))
  }

  /** Whether an event of the state may come from this page. */
  reaches(state: string): boolean {
    return this.#reachable.has(state)
  }

  #renew(): void {
    if (this.#version === this.#registry.version) return
    this.#version = this.#registry.version
    this.#states = undefined
    this.#definitions = undefined
    this.#shared = undefined
  }

  #withApp(ids: readonly string[]): readonly string[] {
    const usesContext = ids.some(
      (id) => this.#registry.require(id).State.prototype instanceof AppState
    )
    return usesContext ? [...ids, APP_STATE_ID] : ids
  }
}
