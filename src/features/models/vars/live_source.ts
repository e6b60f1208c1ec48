/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { JsonValue } from '../../../protocol/main.ts'
import type { Query } from '../live/main.ts'

/** What runs a query of a live var has of the request. */
export type ReadContext = HttpContext | undefined

/** A query of Lucid, over a model or a table. */
export interface WatchedQuery extends Query {
  then: PromiseLike<unknown>['then']
}

export interface LiveSourceOptions<Q extends Query> {
  query: Q
  /** What tells the source from others over the same query. */
  kind: string
  /** Runs the query, or one that is made of it. */
  run: (query: Q, ctx: ReadContext) => Promise<unknown>
}

/** What the getter of a live var returns: a query, and what is made of it. */
export class LiveSource<Q extends Query = Query> {
  readonly query: Q
  readonly kind: string
  readonly #run: LiveSourceOptions<Q>['run']

  constructor({ query, kind, run }: LiveSourceOptions<Q>) {
    this.query = query
    this.kind = kind
    this.#run = run
  }

  /**
   * Runs the query.
   *
   * @returns its result as a page gets it: dates are texts, and nobody else has the objects
   */
  async run(query: Q, ctx: ReadContext): Promise<JsonValue> {
    const result = await this.#run(query, ctx)
    return result === undefined ? null : (JSON.parse(JSON.stringify(result)) as JsonValue)
  }
}
