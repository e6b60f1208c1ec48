/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { MultipartFile } from '@adonisjs/core/bodyparser'
import { visibilityOf } from '../../../adonis/main.ts'
import type { DriveDisk, DriveManager } from '../../../adonis/main.ts'
import { E_UPLOAD_DISK, E_UPLOAD_KEEP } from '../exceptions.ts'
import type { Answered } from './answered.ts'

/** Where a file is that a browser sends to a disk of Drive itself. */
export interface BucketPlace {
  /** Name of the disk; left out for the default one. */
  disk?: string
  key: string
}

const files = new WeakMap<MultipartFile, BucketFile>()

/** The file on a disk that a handler has as this one; undefined where its bytes came through the application. */
export function bucketFileOf(file: MultipartFile): BucketFile | undefined {
  return files.get(file)
}

/**
 * A file on a disk of Drive that an event has: under a key for which no browser has an address, so it stays what it is.
 */
export class BucketFile {
  #drive: DriveManager
  #place: BucketPlace
  #answered: Answered
  #isThere = true
  #isKept = false

  /**
   * @param answered - waits for what its disk says
   */
  constructor(drive: DriveManager, place: BucketPlace, answered: Answered) {
    this.#drive = drive
    this.#place = place
    this.#answered = answered
  }

  get #disk(): DriveDisk {
    return this.#drive.use(this.#place.disk)
  }

  /** Makes it what a handler has as this one. */
  standFor(file: MultipartFile): void {
    files.set(file, this)
  }

  /**
   * @returns its first bytes, so many at most
   * @throws E_UPLOAD_DISK
   */
  async head(length: number): Promise<Buffer> {
    try {
      const stream = await this.#answered(this.#disk.getStream(this.#place.key))
      try {
        return await this.#answered(headOf(stream, length))
      } finally {
        stream.destroy()
      }
    } catch (error) {
      throw new E_UPLOAD_DISK([this.#place.key], { cause: error })
    }
  }

  /**
   * Gives it its place. It is copied within its disk, without its bytes coming here, and through the application to another one.
   *
   * @param disk - undefined for the default one
   * @throws E_UPLOAD_KEEP where it is not there any more, and what the disk says
   */
  async moveTo(key: string, disk: string | undefined, contentType: string): Promise<void> {
    if (!this.#isThere || this.#isKept)
      throw new E_UPLOAD_KEEP(['it was moved or kept before, or its event is over'])
    const target = this.#drive.use(disk)
    if (target === this.#disk) {
      // The browser has said what it likes of its type
      const options = {
        contentType,
        visibility: visibilityOf(target),
        MetadataDirective: 'REPLACE',
      }
      await this.#answered(target.move(this.#place.key, key, options))
      this.#isThere = false
      return
    }
    const { contentLength } = await this.#disk.getMetaData(this.#place.key)
    const stream = await this.#disk.getStream(this.#place.key)
    await target.putStream(key, stream, { contentType, contentLength })
    // It is removed once its event is over
    this.#isKept = true
  }

  async remove(): Promise<void> {
    if (!this.#isThere) return
    this.#isThere = false
    await this.#answered(this.#disk.delete(this.#place.key))
  }
}

async function headOf(stream: AsyncIterable<Buffer>, length: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= length) break
  }
  return Buffer.concat(chunks).subarray(0, length)
}
