/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type {
  InferData,
  UnpackAsTopLevelCollection,
  UnpackAsTopLevelItem,
} from '@adonisjs/core/types/transformers'
import { serializer } from '../../../state/main.ts'
import type { Json } from '../../../state/main.ts'
import { LiveSource } from './live_source.ts'
import type { ReadContext, WatchedQuery } from './live_source.ts'

/** A query of Lucid whose rows are of a type. */
type QueryOf<Row> = PromiseLike<readonly Row[]> & WatchedQuery

/** A class that extends `BaseTransformer`, and takes a row and nothing else. */
type TransformerClass<Row, Transformer extends object> = (new (row: Row) => Transformer) & {
  transform: unknown
}

const ids = new WeakMap<object, number>()
let lastId = 0

/** A text that tells a function or a class from others. A function that is made anew each time goes by its text. */
function nameOf(value: { name: string; prototype?: unknown }): string {
  if (value.prototype === undefined) return String(value)
  let id = ids.get(value)
  if (id === undefined) ids.set(value, (id = ++lastId))
  return `${value.name} ${id}`
}

interface Transforms {
  transform(data: unknown): never
}

function isTransformer(value: unknown): value is Transforms & { name: string; prototype: object } {
  return typeof value === 'function' && 'transform' in value
}

async function serialized(data: unknown, ctx: ReadContext): Promise<unknown> {
  if (data === null || data === undefined) return null
  return serializer.serialize(data as Record<string, never>, ctx?.containerResolver)
}

/**
 * The rows of a query, for a live var.
 *
 * @param query - over a model, and not awaited
 * @param transformer - what pages get of a row: a transformer, or what makes a collection of one
 * @example
 * ```ts
 * @rx.live() get newest() {
 *   return rx.rows(Product.query().orderBy('id', 'desc').limit(5), ProductTransformer)
 * }
 * ```
 */
export function rows<Row, Transformer extends object>(
  query: QueryOf<Row>,
  transformer: TransformerClass<Row, Transformer>
): readonly InferData<Transformer>[]
export function rows<Row, C extends { readonly $type: 'collection' }>(
  query: QueryOf<Row>,
  transformer: (rows: Row[]) => C
): UnpackAsTopLevelCollection<C, undefined>
export function rows(
  query: WatchedQuery,
  transformer: ((rows: never[]) => unknown) | { transform: unknown }
): never {
  const made: unknown = new LiveSource({
    query,
    kind: `rows ${nameOf(transformer as () => unknown)}`,
    run: async (source, ctx) => {
      const found = await source
      const data = isTransformer(transformer)
        ? transformer.transform(found)
        : (transformer as (rows: unknown) => unknown)(found)
      return serialized(data, ctx)
    },
  })
  return made as never
}

/**
 * The first row of a query, for a live var; null where there is none.
 *
 * @param query - over a model, and not awaited
 * @param transformer - what pages get of the row: a transformer, or what makes an item of one
 * @example
 * ```ts
 * @rx.live() get product() {
 *   return rx.first(Product.query().where('slug', this.slug).preload('category'), ProductTransformer)
 * }
 * ```
 */
export function first<Row, Transformer extends object>(
  query: QueryOf<Row>,
  transformer: TransformerClass<Row, Transformer>
): InferData<Transformer> | null
export function first<Row, I extends { readonly $type: 'item' }>(
  query: QueryOf<Row>,
  transformer: (row: Row) => I
): UnpackAsTopLevelItem<I, undefined> | null
export function first(
  query: WatchedQuery & { limit?(rows: number): unknown },
  transformer: ((row: never) => unknown) | { transform: unknown }
): never {
  query.limit?.(1)
  const made: unknown = new LiveSource({
    query,
    kind: `first ${nameOf(transformer as () => unknown)}`,
    run: async (source, ctx) => {
      const [found] = (await source) as unknown[]
      if (found === undefined) return null
      const data = isTransformer(transformer)
        ? transformer.transform(found)
        : (transformer as (row: unknown) => unknown)(found)
      return serialized(data, ctx)
    },
  })
  return made as never
}

/** What is used of a query to count its rows. */
interface CountedQuery {
  clone(): CountedQuery
  clearOrder(): CountedQuery
  clearSelect(): CountedQuery
  as(name: string): unknown
  count(column: string): CountedQuery & PromiseLike<[{ total: unknown }]>
  pojo?(): PromiseLike<[{ total: unknown }]>
  readonly hasGroupBy: boolean
  readonly knexQuery: { readonly _single: { readonly limit?: number; readonly offset?: number } }
  readonly client: { query(): { from(table: unknown): CountedQuery } }
}

/**
 * How many rows a query has, for a live var.
 *
 * @param query - over a model or a table, and not awaited
 * @example
 * ```ts
 * @rx.live() get open() {
 *   return rx.count(Order.query().where('status', 'open'))
 * }
 * ```
 */
export function count(query: WatchedQuery): number {
  const source: unknown = new LiveSource({
    query,
    kind: 'count',
    run: async (of) => {
      const counted = (of as unknown as CountedQuery).clone().clearOrder()
      const { limit, offset } = counted.knexQuery._single
      const isPart = counted.hasGroupBy || limit !== undefined || offset !== undefined
      const counting = isPart
        ? counted.client.query().from(counted.as('counted')).count('* as total')
        : counted.clearSelect().count('* as total')
      const [{ total }] = await (counting.pojo?.() ?? counting)
      return Number(total)
    },
  })
  return source as number
}

/**
 * Whatever code makes of a query, for a live var: a sum, a group, an average. What the code closes over must come from
 * the state, and be read in the getter.
 *
 * @param query - not awaited
 * @param run - runs it, or what it makes of it
 * @example
 * ```ts
 * @rx.live() get worth() {
 *   return rx.read(db.from('products').sum('price as total'), async (query) => {
 *     const [{ total }] = await query
 *     return Number(total)
 *   })
 * }
 * ```
 */
export function read<Q extends WatchedQuery, T>(
  query: Q,
  run: (query: Q) => Promise<T & Json<T>>
): T {
  const source: unknown = new LiveSource({
    query,
    kind: `read ${String(run)}`,
    run: (of) => run(of as Q),
  })
  return source as T
}

/**
 * Rows of a model as pages get them.
 *
 * @param transformer - a transformer class
 */
export async function serializeRows(
  found: readonly unknown[],
  transformer: unknown,
  ctx: ReadContext
): Promise<Record<string, unknown>[]> {
  const made = await serialized((transformer as Transforms).transform(found), ctx)
  return JSON.parse(JSON.stringify(made)) as Record<string, unknown>[]
}
