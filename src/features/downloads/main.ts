/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { download, peekDownload } from './download.ts'
export type { DriveDownload, StreamDownload } from './sources.ts'
export { Downloads } from './downloads.ts'
export type { DownloadLimits, DownloadsConfig } from './downloads.ts'
