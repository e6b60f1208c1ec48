/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Operation } from '../sql/main.ts'

/** The value of a primary key. A bigint is told as a string. */
export type Id = string | number

/** What a write has changed, as far as it could be seen. */
export interface Change {
  /** Name of the connection, as in `config/database.ts`. */
  readonly connection: string
  /** Name as {@link tableName} has it, or {@link EVERY_TABLE} where any may have changed. */
  readonly table: string
  readonly operation: Operation
  /** The column that `ids` are of. */
  readonly key: string
  readonly ids: readonly Id[] | 'all'
  /** `all` for rows that are new or gone as well. */
  readonly columns: readonly string[] | 'all'
}

/** Told what a commit has changed. */
export type ChangeListener = (changes: readonly Change[]) => void
