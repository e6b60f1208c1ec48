/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to pages that follow the database. It imports nothing of Lucid but types.
 */

export { LiveModels } from './live_models.ts'
export type { LiveModelsConfig } from './live_models.ts'
export type { OutsideWriters } from './live_parts.ts'
export { JobNews } from './job_news.ts'
export type { JobBus, JobNewsParts } from './job_news.ts'
export { LivePage } from './boundaries/main.ts'
export type { PageSource, PageViewer, Pending } from './boundaries/main.ts'
export { WriteCapture } from './capture/main.ts'
export type { Change, ChangeListener, Id } from './capture/main.ts'
export { LiveEngine, databaseRows, readsWrittenRows, systemClock } from './live/main.ts'
export type {
  Clock,
  LiveHost,
  LiveLimits,
  LiveQuery,
  News,
  Stamp,
  TableOfConnection,
  Viewer,
  Watch,
} from './live/main.ts'
export { ChangeNews } from './news/main.ts'
export type { ChangeBus } from './news/main.ts'
export { ChangeLog } from './triggers/main.ts'
export { count, first, live, LiveSource, read, rows, UnreadQuery } from './vars/main.ts'
export type { LiveOptions, Permission } from './vars/main.ts'
