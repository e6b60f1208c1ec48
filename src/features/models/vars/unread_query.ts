/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Query } from '../live/main.ts'

/** Stands for a query where a live var comes from something else: what it is made of tells it from others. */
export class UnreadQuery implements Query {
  readonly #bindings: readonly unknown[]

  constructor(bindings: readonly unknown[]) {
    this.#bindings = bindings
  }

  clone() {
    return { toSQL: () => ({ sql: '', bindings: this.#bindings }) }
  }
}
