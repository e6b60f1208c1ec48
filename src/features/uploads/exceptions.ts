/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'
import { explainedError } from '../../explained_error.ts'

/** A decorator says that an event takes files, and its validator names none. */
export const E_UPLOAD_VALIDATOR = createError<[event: string, problem: string]>(
  'Cannot use @rx.upload() on "%s": %s',
  'E_UPLOAD_VALIDATOR',
  500
)

/** A claim is forged, used, too old, or of another session or tab. */
export const E_UPLOAD_CLAIM = explainedError<[reason: string]>({
  message: 'The file could not be taken. Choose it again',
  help: 'The claim of an upload was refused: %s. A claim is for one file of one tab, and may be used once. With several processes, uploads.folder in config/reflex.ts must be one that they share',
  code: 'E_UPLOAD_CLAIM',
  status: 403,
})

/** A browser sends bytes that do not go on where the file ends. */
export const E_UPLOAD_OFFSET = explainedError<[offset: string, size: number]>({
  message: 'The file has not arrived whole. Try again',
  help: 'The bytes of an upload began at %s, and the file has %d so far',
  code: 'E_UPLOAD_OFFSET',
  status: 409,
})

/** An event is called with a file whose bytes are not all there. */
export const E_UPLOAD_UNFINISHED = explainedError<[size: number, expected: number]>({
  message: 'The file has not arrived whole. Try again',
  help: 'An event was called with a file of which %d of %d bytes have arrived',
  code: 'E_UPLOAD_UNFINISHED',
  status: 409,
})

/** A browser sends more bytes than its claim is for. */
export const E_UPLOAD_TOO_LARGE = explainedError<[limit: string]>({
  message: 'The file is larger than it may be',
  help: 'The limit is %s: the size that was claimed, or uploads.chunkSize in config/reflex.ts as it was then',
  code: 'E_UPLOAD_TOO_LARGE',
  status: 413,
})

/** A browser has as many uploads as it may have. */
export const E_UPLOAD_LIMIT = explainedError<[what: string, option: string]>({
  message: 'Too much is being uploaded. Wait for some of it to finish',
  help: 'One browser session may have %s. Raise uploads.%s in config/reflex.ts if visitors need more',
  code: 'E_UPLOAD_LIMIT',
  status: 429,
})

/** A browser sends nothing for too long. */
export const E_UPLOAD_STALLED = explainedError<[milliseconds: number]>({
  message: 'The upload has stopped. Try again',
  help: 'No byte has come for %d ms, see uploads.stallAfter in config/reflex.ts',
  code: 'E_UPLOAD_STALLED',
  status: 408,
})

/** The disk cannot take what a browser wants to send. */
export const E_UPLOAD_NO_SPACE = explainedError<[problem: string]>({
  message: 'There is no room for the file on the server. Try again later',
  help: 'An upload was refused: %s. See the limits of uploads in config/reflex.ts',
  code: 'E_UPLOAD_NO_SPACE',
  status: 507,
})

/** A file cannot be kept where it should be. */
export const E_UPLOAD_KEEP = createError<[problem: string]>(
  'Cannot keep the file: %s',
  'E_UPLOAD_KEEP',
  500
)

/** Another request writes the file at this moment. */
export const E_UPLOAD_BUSY = explainedError({
  message: 'The file is being sent already. Try again in a moment',
  help: 'Another request has the file of this upload. A request that has ended without a word has it until uploads.stallAfter is over twice',
  code: 'E_UPLOAD_BUSY',
  status: 409,
})

/** A browser wants to send a file for which the event has no field. */
export const E_UPLOAD_FIELD = explainedError<[name: string]>({
  message: 'The file "%s" cannot be sent here',
  help: 'No vine.file() of the validator is where the argument has this file. Name the field of the form as the validator has it, and one for several files with [] at its end: "photos[]"',
  code: 'E_UPLOAD_FIELD',
  status: 422,
})

/** A disk of Drive to which browsers send files cannot be used. */
export const E_UPLOAD_DISK = explainedError<[key: string]>({
  message: 'The file could not be stored. Try again later',
  help: 'The disk of @adonisjs/drive fails with the file "%s", which a browser has sent to it. The cause of this error says why',
  code: 'E_UPLOAD_DISK',
  status: 503,
})

/** The addresses of a disk are signed for an empty file. */
export const E_UPLOAD_CHECKSUM = createError<[disk: string]>(
  'Browsers cannot send files to the disk "%s": its addresses have the checksum of an empty file. Add requestChecksumCalculation: "WHEN_REQUIRED" to the disk in config/drive.ts',
  'E_UPLOAD_CHECKSUM',
  500
)

/** The files of an event go to a disk, and the application has no disks. */
export const E_UPLOAD_DIRECT = createError<[event: string]>(
  'Cannot use @rx.upload() with "direct" on "%s": it sends files to disks of @adonisjs/drive, which the application does not have',
  'E_UPLOAD_DIRECT',
  500
)
