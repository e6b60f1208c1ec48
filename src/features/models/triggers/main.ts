/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { ChangeLog } from './change_log.ts'
export type { LogParts } from './change_log.ts'
export { Gaps } from './gaps.ts'
export { LOG_TABLE, triggerDialectOf, triggerStatements } from './trigger_sql.ts'
export type { NotedTable, Statements, TriggerDialect } from './trigger_sql.ts'
