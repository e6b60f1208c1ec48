/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EventScope } from '../../state/main.ts'
import type { Enlisted } from '../../tabs/main.ts'
import { takeAsked } from './refreshes.ts'
import type { TabSharedData } from './tab_shared_data.ts'

/**
 * The shared data of a page in one request: all that it reads when a tab comes to it, once its `onLoad` events have run.
 * Any other request computes what was asked for.
 */
export class SharedLoad implements Enlisted {
  readonly #part: TabSharedData
  readonly #keys: readonly string[]
  #arrives = false

  /** @param keys - those that the page reads */
  constructor(part: TabSharedData, keys: readonly string[]) {
    this.#part = part
    this.#keys = keys
  }

  async arrive(): Promise<void> {
    this.#arrives = true
  }

  complete(scope: EventScope): Promise<void> | undefined {
    const asked = takeAsked(scope)
    if (this.#arrives) {
      const isLeft = scope.actions.some((action) => action.type === 'redirect')
      return isLeft ? undefined : this.#part.arrive(scope, this.#keys)
    }
    const keys = this.#keys.filter((key) => asked?.has(key) || this.#part.isDue(key))
    return keys.length > 0 ? this.#part.load(scope, keys) : undefined
  }
}
