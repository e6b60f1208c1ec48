/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { assertJson, isResource, serializeResource } from '../../state/main.ts'
import type { JsonValue } from '../../protocol/main.ts'
import type { SharedFunctions } from './types.ts'

/** What came of some functions. */
export interface ComputedShared {
  values: Map<string, JsonValue>
  /** Why the others have none. */
  failures: Map<string, unknown>
}

/** What the application shares with its pages. */
export class SharedSources {
  readonly #functions: SharedFunctions
  readonly keys: readonly string[]

  constructor(functions: SharedFunctions) {
    this.#functions = functions
    this.keys = Object.keys(functions)
  }

  /**
   * Calls functions, all at once. One that fails fails for itself.
   *
   * @param keys - of those that are there
   */
  async compute(keys: readonly string[], ctx: HttpContext): Promise<ComputedShared> {
    const computed: ComputedShared = { values: new Map(), failures: new Map() }
    const work = keys.map(async (key) => {
      try {
        computed.values.set(key, await this.#compute(key, ctx))
      } catch (error) {
        computed.failures.set(key, error)
      }
    })
    await Promise.all(work)
    return computed
  }

  /**
   * @throws E_VAR_NOT_SERIALIZABLE for what is not plain JSON, and whatever the function throws
   */
  async #compute(key: string, ctx: HttpContext): Promise<JsonValue> {
    const result = await this.#functions[key](ctx)
    if (result === undefined) return null
    if (isResource(result)) return serializeResource(result, ctx)
    assertJson(result, `shared.${key}`)
    // Nobody else changes what a tab has
    return JSON.parse(JSON.stringify(result)) as JsonValue
  }
}
