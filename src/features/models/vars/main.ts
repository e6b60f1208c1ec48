/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { live, MODELS } from './decorator.ts'
export type { ListOptions, LiveNote, LiveOptions, TableModel } from './notes.ts'
export * as liveErrors from './exceptions.ts'
export { askList } from './list_requests.ts'
export { ListVar } from './list_var.ts'
export { LiveLoad } from './live_load.ts'
export { LiveSource } from './live_source.ts'
export type { ReadContext } from './live_source.ts'
export { LiveVar } from './live_var.ts'
export type { Permission } from './live_var.ts'
export { OwnWrites } from './own_writes.ts'
export { PermissionVar } from './permission_var.ts'
export { count, first, read, rows, serializeRows } from './sources.ts'
export { TabLiveVars } from './tab_live_vars.ts'
export { UnreadQuery } from './unread_query.ts'
