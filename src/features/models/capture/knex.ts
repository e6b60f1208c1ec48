/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| What is used of Knex
|--------------------------------------------------------------------------
|
| Lucid runs every query through Knex, which is where they can be seen. Its
| builders keep what they were told in fields that its types leave out.
|
*/

/** A clause of a query, such as a `where` or a `join`. */
export interface KnexStatement {
  readonly grouping: string
  readonly type?: string
  readonly column?: unknown
  readonly operator?: unknown
  readonly value?: unknown
  readonly not?: boolean
  readonly bool?: string
  readonly asColumn?: boolean
  readonly distinct?: boolean
  readonly distinctOn?: boolean
  readonly direction?: unknown
  readonly method?: unknown
}

/** What a builder has one of. */
export interface KnexSingle {
  readonly table?: unknown
  readonly insert?: unknown
  readonly update?: unknown
  readonly counter?: object
  readonly onConflict?: unknown
  readonly ignore?: unknown
  readonly limit?: unknown
  readonly offset?: unknown
  readonly pluck?: unknown
  readonly schema?: unknown
}

/** A query, or a text of SQL, which has a client alone. */
export interface KnexBuilder {
  readonly client: KnexClient
  readonly _single?: KnexSingle
  readonly _statements?: readonly KnexStatement[]
}

/** A query as it went to the database. */
export interface KnexQuery {
  readonly sql: string
  /** Left out for statements of the schema. */
  readonly method?: string
  readonly bindings?: readonly unknown[]
}

/** The Knex of a transaction. */
export interface KnexTransactor {
  readonly client: KnexClient
  commit(value?: unknown): Promise<unknown>
  rollback(error?: unknown): Promise<unknown>
  isCompleted(): boolean
}

export type TransactionContainer = (transactor: KnexTransactor) => unknown

export type ResponseListener = (response: unknown, query: KnexQuery, builder: KnexBuilder) => void

export type ErrorListener = (error: unknown, query: KnexQuery) => void

/** What queries run on: a pool of connections, or the one of a transaction. Events of the latter reach the former. */
export interface KnexClient {
  readonly driverName?: string
  transaction(container: TransactionContainer, config?: unknown, outer?: unknown): unknown
  queryBuilder(): KnexBuilder
  on(event: 'query-response', listener: ResponseListener): unknown
  on(event: 'query-error', listener: ErrorListener): unknown
  removeListener(event: 'query-response', listener: ResponseListener): unknown
  removeListener(event: 'query-error', listener: ErrorListener): unknown
}

/** Whether a database is MySQL or MariaDB. */
export function isMysql({ driverName }: KnexClient): boolean {
  return driverName === 'mysql2' || driverName === 'mysql'
}
