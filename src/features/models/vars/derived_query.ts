/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LimitedQuery } from '../boundaries/main.ts'
import type { Id } from '../capture/main.ts'
import type { LiveSource } from './live_source.ts'

/** What a getter has returned in one request, as the engine tells queries apart. */
export class DerivedQuery implements LimitedQuery {
  readonly source: LiveSource
  readonly #read: readonly unknown[]

  /** @param read - what the getter has read of the states: a preload or a transformer may use it as well */
  constructor(source: LiveSource, read: readonly unknown[]) {
    this.source = source
    this.#read = read
  }

  get client() {
    return this.source.query.client
  }

  clone() {
    const { query, kind } = this.source
    return {
      toSQL: () => {
        const { sql, bindings } = query.clone().toSQL()
        return { sql, bindings: [kind, this.#read, ...bindings] }
      },
    }
  }

  wrapExisting(): void {
    this.#model.wrapExisting()
  }

  whereIn(column: string, values: Id[]): void {
    this.#model.whereIn(column, values)
  }

  clearLimit(): void {
    this.#model.clearLimit()
  }

  clearOffset(): void {
    this.#model.clearOffset()
  }

  get #model(): LimitedQuery {
    return this.source.query as unknown as LimitedQuery
  }
}
