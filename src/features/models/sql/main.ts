/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { readTables } from './read_tables.ts'
export { EVERY_TABLE, columnName, lastPart, tableName } from './names.ts'
export { tokens } from './tokens.ts'
export type { Token } from './tokens.ts'
export type { Operation } from './operation.ts'
export { writtenTables } from './written_tables.ts'
export type { WrittenTable } from './written_tables.ts'
