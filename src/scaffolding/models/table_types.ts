/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What a column holds, whichever database has it. */
export type ColumnKind =
  | 'text'
  | 'longText'
  | 'integer'
  | 'decimal'
  | 'float'
  | 'boolean'
  | 'date'
  | 'dateTime'
  | 'time'
  | 'enum'
  | 'uuid'
  | 'json'
  | 'binary'
  | 'unknown'

/** A column, as its table has it. */
export interface TableColumn {
  name: string
  /** As the database calls it. */
  type: string
  kind: ColumnKind
  isNullable: boolean
  hasDefault: boolean
  /** Characters of a text. */
  maxLength?: number
  /** Range of an integer. */
  range?: readonly [min: number, max: number]
  /** Digits of a decimal, before and behind the point. */
  digits?: readonly [before: number, behind: number]
  /** What an enum may be. */
  choices?: string[]
  /** The database computes it. */
  isGenerated: boolean
}

/** A table, as its database has it. */
export interface Table {
  name: string
  columns: ReadonlyMap<string, TableColumn>
  /** Names of the columns of each unique index, but the primary key. */
  unique: readonly (readonly string[])[]
}

/** What a dialect knows besides what Lucid says of a column. */
export interface MoreOfColumn {
  /** A type that says more than that of Lucid. */
  type?: string
  precision?: number | null
  scale?: number | null
  choices?: string[]
  isUnsigned?: boolean
  isGenerated?: boolean
  isJson?: boolean
}

/** What a dialect knows of a table besides. */
export interface MoreOfTable {
  columns: Map<string, MoreOfColumn>
  unique: string[][]
}
