/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import type { Logger } from '@adonisjs/core/logger'
import { isMissingOn } from '../../../adonis/main.ts'
import type { DriveManager } from '../../../adonis/main.ts'
import {
  E_UPLOAD_CHECKSUM,
  E_UPLOAD_DISK,
  E_UPLOAD_TOO_LARGE,
  E_UPLOAD_UNFINISHED,
} from '../exceptions.ts'
import { answered } from './answered.ts'
import { BucketFile } from './bucket_file.ts'
import type { BucketPlace } from './bucket_file.ts'

/** `<since>-<id>`, and `<since>-<id>.<taken>-<holder>` while an event has the file. */
const OWN_NAME = /(?:^|\/)(\d{13})-[\da-f-]{36}(?:\.(\d{13})-[\da-f-]{36})?$/

export interface DirectUploadsOptions {
  drive: DriveManager
  /** Prefix of the keys of files that no event has had yet. */
  prefix: string
  /** Milliseconds within which a file must have come. */
  expiresIn: number
  /** Milliseconds that a disk has for an answer, besides the time to copy a file. */
  patience: number
  logger: Logger
}

/**
 * Files that browsers send to disks of Drive themselves, by signed addresses. An address is for one key that nobody has made before, for so
 * many bytes, and for a time. Until that is over, a browser may write there again: so an event gets the file under another key, before
 * anything is looked at. The name of a key says since when it is there, which is all that a sweep has to know, in whatever process.
 */
export class DirectUploads {
  #options: DirectUploadsOptions
  /** Disks that give out addresses; false for those that do not. */
  #disks = new Map<string | undefined, boolean>()
  #sweeping: Promise<void> | undefined

  constructor(options: DirectUploadsOptions) {
    this.#options = options
  }

  /** Where a new file goes. */
  place(disk: string | undefined): BucketPlace {
    const key = `${this.#options.prefix}/${Date.now()}-${randomUUID()}`
    return { ...(disk !== undefined && { disk }), key }
  }

  /**
   * The address to which a browser sends a file.
   *
   * @param size - bytes that it has to have
   * @returns undefined for a disk that has no such addresses, as folders of this machine
   * @throws E_UPLOAD_CHECKSUM
   */
  async address({ disk, key }: BucketPlace, size: number): Promise<string | undefined> {
    const { drive, expiresIn, logger } = this.#options
    let address: string
    try {
      address = await drive.use(disk).getSignedUploadUrl(key, {
        expiresIn: `${Math.max(1, Math.floor(expiresIn / 1_000))} seconds`,
        ContentLength: size,
      })
    } catch (error) {
      if (!this.#disks.has(disk)) {
        const log = 'files come through the application: their disk gives out no addresses for them'
        logger.info({ err: error, disk }, log)
      }
      this.#disks.set(disk, false)
      return undefined
    }
    if (/[?&]x-amz-checksum-/i.test(address)) throw new E_UPLOAD_CHECKSUM([disk ?? 'default'])
    this.#disks.set(disk, true)
    return address
  }

  /**
   * Takes a file, so that no browser can change it.
   *
   * @param size - bytes that it has to have
   * @throws E_UPLOAD_UNFINISHED, E_UPLOAD_TOO_LARGE, E_UPLOAD_DISK: then nothing is left of what is not whole
   */
  async hold({ disk, key }: BucketPlace, size: number): Promise<BucketFile> {
    const { drive, patience } = this.#options
    const inTime = answered(patience, size)
    const bucket = drive.use(disk)
    const own = `${key}.${Date.now()}-${randomUUID()}`
    try {
      await inTime(bucket.move(key, own, { visibility: 'private' }))
    } catch (error) {
      const isMissing = await inTime(isMissingOn(bucket, key, error)).catch(() => false)
      if (isMissing) throw new E_UPLOAD_UNFINISHED([0, size])
      throw new E_UPLOAD_DISK([key], { cause: error })
    }
    const file = new BucketFile(drive, { disk, key: own }, inTime)
    try {
      const { contentLength } = await inTime(bucket.getMetaData(own))
      if (contentLength === size) return file
      if (contentLength < size) throw new E_UPLOAD_UNFINISHED([contentLength, size])
      throw new E_UPLOAD_TOO_LARGE([`${size} bytes`])
    } catch (error) {
      // What cannot be removed is swept later
      await file.remove().catch(() => {})
      if (error instanceof E_UPLOAD_UNFINISHED || error instanceof E_UPLOAD_TOO_LARGE) throw error
      throw new E_UPLOAD_DISK([key], { cause: error })
    }
  }

  /** Nobody will use the file. What comes to its address later is swept. */
  async remove({ disk, key }: BucketPlace): Promise<void> {
    await this.#options.drive.use(disk).delete(key)
  }

  /**
   * Removes what no event has had in time, whatever process has given the addresses out. While that goes on, it does not begin anew:
   * a bucket may take its time.
   *
   * @param disks - whose events take files in this way
   * @param age - milliseconds
   * @throws the first failure, once all else is removed
   */
  sweep(disks: Iterable<string | undefined>, age: number): Promise<void> {
    this.#sweeping ??= this.#sweepAll([...disks], Date.now() - age).finally(() => {
      this.#sweeping = undefined
    })
    return this.#sweeping
  }

  async #sweepAll(disks: readonly (string | undefined)[], before: number): Promise<void> {
    const failures = new Failures()
    for (const disk of disks) {
      await failures.of(async () => {
        // One that has failed to make an address may be well again
        if (!this.#disks.get(disk)) await this.address(this.place(disk), 1)
        if (this.#disks.get(disk)) await this.#sweep(disk, before, failures)
      })
    }
    failures.throwFirst()
  }

  async #sweep(disk: string | undefined, before: number, failures: Failures): Promise<void> {
    const { drive, prefix, patience } = this.#options
    const inTime = answered(patience, 0)
    const bucket = drive.use(disk)
    let paginationToken: string | undefined
    do {
      const page = await inTime(bucket.listAll(`${prefix}/`, { recursive: true, paginationToken }))
      for (const { key } of page.objects) {
        const own = key && OWN_NAME.exec(key)
        if (own && Number(own[2] ?? own[1]) < before) {
          await failures.of(() => inTime(bucket.delete(own.input)))
        }
      }
      ;({ paginationToken } = page)
    } while (paginationToken !== undefined)
  }
}

/** What goes wrong, while all else goes on. */
class Failures {
  #first: { error: unknown } | undefined

  async of(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
      this.#first ??= { error }
    })
  }

  /** @throws the first of them */
  throwFirst(): void {
    if (this.#first) throw this.#first.error
  }
}
