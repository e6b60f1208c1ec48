/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'
import { explainedError } from '../../explained_error.ts'

/** An address of a download is forged, used, too old, or somebody else's. */
export const E_DOWNLOAD_ADDRESS = explainedError<[reason: string]>({
  message: 'This download link is no longer valid. Start the download again',
  help: 'The address of a download was refused: %s. It is good once, for a short time, and for the browser session and the user that it was made for',
  code: 'E_DOWNLOAD_ADDRESS',
  status: 403,
})

/** A browser session has as many downloads as it may have. */
export const E_DOWNLOAD_LIMIT = explainedError<[count: number]>({
  message: 'Too many downloads at once. Wait for one of them to finish',
  help: 'One browser session may have %d downloads that are prepared or being sent. Raise downloads.files in config/reflex.ts if visitors need more',
  code: 'E_DOWNLOAD_LIMIT',
  status: 429,
})

/** The disk of Drive has no such file. */
export const E_DOWNLOAD_MISSING = explainedError<[key: string]>({
  message: 'This file no longer exists',
  help: 'The disk of @adonisjs/drive has no file "%s" for rx.download()',
  code: 'E_DOWNLOAD_MISSING',
  status: 404,
})

/** A disk of Drive cannot be read. */
export const E_DOWNLOAD_DISK = explainedError<[key: string]>({
  message: 'This file cannot be read at the moment. Try again later',
  help: 'The disk of @adonisjs/drive fails to read the file "%s" of rx.download(). The cause of this error says why',
  code: 'E_DOWNLOAD_DISK',
  status: 503,
})

/** A stream brings nothing for too long. */
export const E_DOWNLOAD_IDLE = explainedError<[milliseconds: number]>({
  message: 'This file could not be made in time. Try again later',
  help: 'The stream of rx.download() has brought nothing for %d ms, see downloads.idleAfter in config/reflex.ts',
  code: 'E_DOWNLOAD_IDLE',
  status: 504,
})

/** A handler wants to send what cannot be sent. */
export const E_DOWNLOAD_SOURCE = createError<[problem: string]>(
  'Cannot use rx.download(): %s',
  'E_DOWNLOAD_SOURCE',
  500
)
