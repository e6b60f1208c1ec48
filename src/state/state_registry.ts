/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { stateId, StateDefinition } from './definition.ts'
import { E_STATE_ID_TAKEN, E_STATE_UNKNOWN } from './exceptions.ts'
import type { ExtendState } from './extension.ts'
import type { StateClass } from './state.ts'

/**
 * The state classes of the application by id.
 */
export class StateRegistry {
  #definitions = new Map<string, StateDefinition>()
  #version = 0
  #extend: ExtendState<StateDefinition> | undefined

  /**
   * @param extend - asks features for what they add to a class
   */
  constructor(extend?: ExtendState<StateDefinition>) {
    this.#extend = extend
  }

  /**
   * Reads a class, which is not the application's yet.
   *
   * @throws what is wrong with it
   */
  define(State: StateClass): StateDefinition {
    return new StateDefinition(State, this.#extend)
  }

  /**
   * @throws E_STATE_ID_TAKEN when another class has the id; what is wrong with the class
   */
  add(State: StateClass): StateDefinition {
    const id = stateId(State)
    const known = this.#definitions.get(id)
    if (known) {
      if (known.State === State) return known
      throw new E_STATE_ID_TAKEN([id])
    }
    const definition = this.define(State)
    this.#definitions.set(id, definition)
    return definition
  }

  /**
   * Puts classes in the place of those that have their ids.
   *
   * @returns what was there
   * @throws E_STATE_UNKNOWN
   */
  replace(definitions: readonly StateDefinition[]): StateDefinition[] {
    const previous = definitions.map(({ id }) => this.require(id))
    for (const definition of definitions) this.#definitions.set(definition.id, definition)
    this.#version++
    return previous
  }

  /** Grows when classes are replaced. */
  get version(): number {
    return this.#version
  }

  get(id: string): StateDefinition | undefined {
    return this.#definitions.get(id)
  }

  /**
   * @throws E_STATE_UNKNOWN
   */
  require(id: string): StateDefinition {
    const definition = this.#definitions.get(id)
    if (!definition) throw new E_STATE_UNKNOWN([id])
    return definition
  }

  all(): IterableIterator<StateDefinition> {
    return this.#definitions.values()
  }
}
