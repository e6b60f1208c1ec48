/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export type {
  Clock,
  ErrorLog,
  LiveHost,
  LiveLimits,
  LiveQuery,
  News,
  Query,
  TableOfConnection,
  Viewer,
} from './contracts.ts'
export { Collector } from './collector.ts'
export { judge, matchingIds, mayMatch } from './judge.ts'
export { LIVE_LIMITS } from './limits.ts'
export { LiveEngine } from './live_engine.ts'
export type { EngineParts } from './live_engine.ts'
export { databaseRows } from './row_source.ts'
export type { RowSource } from './row_source.ts'
export { RunQueue } from './run_queue.ts'
export type { Job } from './run_queue.ts'
export { readsWrittenRows } from './written_rows.ts'
export { systemClock } from './system_clock.ts'
export type { Stamp, Watch } from './watch.ts'
