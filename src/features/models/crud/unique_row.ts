/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Where a value may be once. */
export interface UniqueRowOptions {
  table: string
  /** Name of the column, as the database has it. */
  column: string
  /** Name of the key. @default 'id' */
  key?: string
  /** Column with the id of the owner, as the database has it: others may have the same. */
  owner?: string
  /** Name of the connection, where it is not the usual one. */
  connection?: string
  /** Whether capitals make a difference. @default false */
  caseInsensitive?: boolean
}

/** What is used of a query. */
interface FilteredQuery {
  where(column: string, value: string | number): unknown
  whereNot(column: string, value: string | number): unknown
  whereNull(column: string): unknown
}

/** What a model state says of the row that is validated. */
interface RowMeta {
  id?: string | number | null
  owner?: string | number | null
}

/**
 * Options of the rule `unique()` of Lucid, for the form of a model state: the row that is saved is left out, and so are those of
 * other owners.
 *
 * @example
 * ```ts
 * name: vine.string().unique(uniqueRow({ table: 'products', column: 'name', owner: 'user_id' }))
 * ```
 */
export function uniqueRow({
  table,
  column,
  key = 'id',
  owner,
  connection,
  caseInsensitive = false,
}: UniqueRowOptions) {
  return {
    table,
    column,
    caseInsensitive,
    ...(connection !== undefined && { connection }),
    filter(query: FilteredQuery, _value: unknown, { meta }: { meta: object }): void {
      const { id, owner: user } = meta as RowMeta
      if (owner !== undefined) {
        if (user === undefined || user === null) query.whereNull(owner)
        else query.where(owner, user)
      }
      if (id !== undefined && id !== null) query.whereNot(key, id)
    },
  }
}
