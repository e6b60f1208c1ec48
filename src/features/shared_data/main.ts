/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { Refreshes } from './refreshes.ts'
export type { Refresh, RefreshOptions } from './refreshes.ts'
export { resolveShared } from './resolve_shared.ts'
export { REFRESH_CHANNEL, SharedDataFeature } from './shared_data.ts'
export type { SharedDataConfig } from './shared_data.ts'
export type { SendableShared, SharedFunction, SharedFunctions, SharedKey } from './types.ts'
