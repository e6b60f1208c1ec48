/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { BrowserAction } from '../../state/main.ts'

/** A file of any size, by its contents as they come. */
export interface StreamDownload {
  /** A stream of Node or of the web, or an async generator. A text is sent as UTF-8. */
  stream: AsyncIterable<string | Uint8Array>
  filename: string
  /** @default 'application/octet-stream' */
  contentType?: string
}

/** A file on a disk of `@adonisjs/drive`. */
export interface DriveDownload {
  /** Key of the file, as `keep()` returns it. */
  key: string
  /** A disk of `config/drive.ts`; its default one when left out. */
  disk?: string
  /** By default the last part of the key. */
  filename?: string
  /** By default what the disk says. */
  contentType?: string
}

/** Who gets files ready for browsers. */
export interface DownloadOffers {
  /**
   * @returns has the browser fetch it
   */
  offer(source: StreamDownload | DriveDownload): Promise<BrowserAction>
  /**
   * @returns the contents of a file by its address; undefined for an address of something else
   */
  peek(url: string): Promise<Buffer | undefined>
}
