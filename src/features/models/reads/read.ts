/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Id } from '../capture/main.ts'

/** A column that each row of a read has one of these values in. */
export interface Condition {
  readonly column: string
  readonly values: readonly unknown[]
}

/** Columns by their names, or all of a table, where it is not known which. */
export type Columns = ReadonlySet<string> | 'all'

/**
 * What a query has read of one table: enough to say which changes cannot concern it.
 */
export interface Read {
  readonly connection: string
  /** Name as {@link tableName} has it, or {@link EVERY_TABLE}. */
  readonly table: string
  /** What the query calls the table, to read rows of it. */
  readonly source: string
  readonly key: string
  /** Whose change can change what was read. */
  readonly columns: Columns
  /** Those among them that say which rows are read, and in which order. */
  readonly deciding: Columns
  /** All of which each row that is read fulfills. */
  readonly conditions: readonly Condition[]
  /** Keys of the rows that were read, as strings; undefined where rows have none, as counts. */
  readonly shown: ReadonlySet<string> | undefined
  /** Whether nothing comes before the rows that were read: rows that are not shown do not move them. */
  readonly isFirst: boolean
}

/** The form in which keys are compared: databases and models do not agree whether they are numbers. */
export function keyText(id: Id): string {
  return String(id)
}

/** A read of which no more is known than its table. */
export function opaqueRead(connection: string, table: string): Read {
  return {
    connection,
    table,
    source: table,
    key: 'id',
    columns: 'all',
    deciding: 'all',
    conditions: [],
    shown: undefined,
    isFirst: false,
  }
}
