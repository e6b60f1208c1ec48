/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export type { Change, ChangeListener, Id } from './change.ts'
export { ChangeSet, MOST_IDS, MOST_TABLES, everyTable } from './change_set.ts'
export { isMysql } from './knex.ts'
export type { KnexBuilder, KnexClient, KnexQuery, KnexSingle, KnexStatement } from './knex.ts'
export { tableOf } from './builder_changes.ts'
export { asId, wrappedStatements } from './where_ids.ts'
export { WriteCapture } from './write_capture.ts'
export type { QueryListener } from './write_capture.ts'
