/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RuntimeException } from '@adonisjs/core/exceptions'
import { actions } from '../../state/main.ts'
import type { BrowserAction, DownloadSource } from '../../state/main.ts'
import type { DownloadOffers, DriveDownload, StreamDownload } from './sources.ts'

let application: DownloadOffers | undefined

/** Makes the downloads of an application those of this process. */
export function useDownloads(downloads: DownloadOffers): void {
  application = downloads
}

/**
 * The contents of a file that a browser was told to save from an address of this process, which stays good.
 *
 * @returns undefined for any other address
 * @throws E_DOWNLOAD_ADDRESS, E_DOWNLOAD_MISSING
 */
export async function peekDownload(url: string): Promise<Buffer | undefined> {
  return application?.peek(url)
}

/**
 * Saves a file on the user's machine. The name can come from a user: characters that a file name
 * cannot have are replaced.
 *
 * @param source - a URL, or contents of moderate size, which travel with the answer of the event
 * @throws E_ACTION_VALUE for a URL with a line break, and for an invalid `contentType`
 */
export function download(source: DownloadSource): BrowserAction
/**
 * Saves a file of any size on the user's machine. Its bytes do not travel with the answer, but over HTTP: the browser
 * gets an address that is good once, for a short time, and for its own session.
 *
 * @param source - a stream, which is read to its end first, or a file on a disk of `@adonisjs/drive`
 * @throws E_ACTION_VALUE, E_DOWNLOAD_SOURCE, E_DOWNLOAD_LIMIT; E_DOWNLOAD_MISSING for a file that is not there;
 *   E_UPLOAD_NO_SPACE; what the stream throws
 *
 * @example
 * ```ts
 * return rx.download({ key: this.order.invoice, filename: 'invoice.pdf' })
 * ```
 */
export function download(source: StreamDownload | DriveDownload): Promise<BrowserAction>
export function download(
  source: DownloadSource | StreamDownload | DriveDownload
): BrowserAction | Promise<BrowserAction> {
  if (!('stream' in source || 'key' in source)) return actions.download(source)
  if (application) return application.offer(source)
  return Promise.reject(
    new RuntimeException('rx.download() of a stream or a file needs a running application')
  )
}
