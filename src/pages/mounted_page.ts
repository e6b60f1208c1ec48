/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { APP_STATE_ID, LANGUAGE_STATE_ID, SHARED_STATE_ID } from '../protocol/main.ts'
import type { RoutePatterns } from '../protocol/main.ts'
import { AppState } from '../state/main.ts'
import type { StateDefinition, StateRegistry } from '../state/main.ts'
import type { NamedRoutes } from './named_routes.ts'
import type { PageDefinition } from './types.ts'

/** What a definition says of shared data where its code may read all of them. */
export const ALL_SHARED = '*'

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
  /** Ids of the states that it uses. */
  #own: readonly string[]
  #reachable: Set<string>
  #namedRoutes: NamedRoutes
  #routes: RoutePatterns | undefined | null = null
  /** Keys of the shared data that its code reads. */
  readonly sharedKeys: readonly string[]

  /**
   * @param sharedKeys - those that the application has
   */
  constructor(
    readonly definition: PageDefinition,
    registry: StateRegistry,
    namedRoutes: NamedRoutes,
    sharedKeys: readonly string[] = []
  ) {
    const { shared = [] } = definition
    this.#registry = registry
    this.#namedRoutes = namedRoutes
    this.#own = definition.messages ? [...definition.states, LANGUAGE_STATE_ID] : definition.states
    this.#reachable = new Set(this.#own)
    this.sharedKeys = sharedKeys.filter((key) => shared.includes(key) || shared[0] === ALL_SHARED)
  }

  /**
   * Ids of the states that the page shows, with `$app` when one of them sees the request, and `$shared` when its code
   * reads shared data.
   */
  get states(): readonly string[] {
    this.#renew()
    return (this.#states ??= this.#withOwn(this.#own))
  }

  /** The routes that its code names; undefined where it names none. */
  get routes(): RoutePatterns | undefined {
    if (this.#routes === null) this.#routes = this.#namedRoutes.of(this.definition.routes ?? [])
    return this.#routes
  }

  /** Ids of the states that have a room. */
  get shared(): readonly string[] {
    this.#renew()
    return (this.#shared ??= this.#own.filter((id) => this.#registry.require(id).inRoom))
  }

  /** The classes of these states: the same array until one is replaced. */
  get definitions(): readonly StateDefinition[] {
    this.#renew()
    return (this.#definitions ??= this.#own.map((id) => this.#registry.require(id)))
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

  #withOwn(ids: readonly string[]): readonly string[] {
    const usesContext = ids.some(
      (id) => this.#registry.require(id).State.prototype instanceof AppState
    )
    const own = [...ids]
    if (usesContext) own.push(APP_STATE_ID)
    if (this.sharedKeys.length > 0) own.push(SHARED_STATE_ID)
    return own
  }
}
