/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Stands for all tables of a connection, where nothing tells which one was written to. */
export const EVERY_TABLE = '*'

/** What follows the last dot: a name without its schema, or a column without its table. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/**
 * The name by which tables are compared: without schema, alias and case. Two tables may share one, which costs a
 * query too many; a table must never have two.
 */
export function tableName(name: string): string {
  const [table] = name.trim().split(/\s+as\s+/i, 1)
  return lastPart(table).toLowerCase()
}

/** The name by which columns are compared: without table and case, and of a path in JSON the column alone. */
export function columnName(name: string): string {
  return lastPart(name.split('->', 1)[0]).toLowerCase()
}
