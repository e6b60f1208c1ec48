/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What a browser may send. Sizes are in bytes, times in milliseconds. */
export interface UploadLimits {
  /** Bytes of one file, whatever its rules say. */
  fileSize: number
  /** Files that a browser session may have that no event has had yet. */
  files: number
  /** Bytes of all of them. */
  bytes: number
  /** Requests of a browser session that may bring bytes at once. */
  atOnce: number
  /** Bytes of one request. */
  chunkSize: number
  /** Time that a claim is good for, and after which a file is removed that nobody has used. */
  expiresIn: number
  /** Time without a byte after which a request is ended. */
  stallAfter: number
  /** Bytes that the disk keeps free. */
  freeSpace: number
  /** Files of all visitors that no event has had yet. */
  totalFiles: number
  /** Bytes of all of them; undefined for half of what the disk would have free without them. */
  totalBytes: number | undefined
}
