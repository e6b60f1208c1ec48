/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { isMissingOn } from '../../adonis/main.ts'
import type { DriveDisk, DriveManager } from '../../adonis/main.ts'
import { answerOf, UploadFolder } from '../uploads/main.ts'
import type { UploadFolderOptions } from '../uploads/main.ts'
import type { ByteRange } from './byte_range.ts'
import type { FilePlace } from './download_tickets.ts'
import { ofSize, partOf } from './exact_size.ts'
import {
  E_DOWNLOAD_ADDRESS,
  E_DOWNLOAD_DISK,
  E_DOWNLOAD_MISSING,
  E_DOWNLOAD_SOURCE,
} from './exceptions.ts'
import { chunksOf } from './source_stream.ts'
import type { ReadingOptions } from './source_stream.ts'
import type { DriveDownload, StreamDownload } from './sources.ts'

/** A file that can be sent. */
export interface SentFile {
  /** Bytes; undefined where nobody knows. */
  size: number | undefined
  /** Opens it. Where only some bytes can be had, those. */
  open(range?: ByteRange): Promise<Readable>
  /** Whether it can be read in parts. */
  hasParts: boolean
  /** It was sent, or will never be. */
  over(): Promise<void>
}

/** What is known of a file on a disk. */
export interface FoundFile {
  place: FilePlace
  contentType: string | undefined
}

/**
 * Where downloads come from: the folder, which has what streams have brought, and the disks of Drive.
 */
export class DownloadFiles {
  #folder: UploadFolder
  #drive: DriveManager | undefined
  #patience: number

  /**
   * @param patience - milliseconds that a disk has for an answer
   */
  constructor(options: UploadFolderOptions, drive: DriveManager | undefined, patience: number) {
    this.#folder = new UploadFolder(options)
    this.#drive = drive
    this.#patience = patience
  }

  /**
   * Writes what a stream brings to the folder.
   *
   * @throws E_DOWNLOAD_SOURCE, E_DOWNLOAD_IDLE, E_UPLOAD_NO_SPACE, and what the stream throws: then nothing is left of it
   */
  async write({ stream }: StreamDownload, options: ReadingOptions): Promise<FilePlace> {
    if (typeof stream?.[Symbol.asyncIterator] !== 'function') {
      throw new E_DOWNLOAD_SOURCE(['"stream" is not a stream, nor an async generator'])
    }
    const chunks = chunksOf(stream, options)
    const id = randomUUID()
    await this.#folder.makeRoom(1, 0)
    await this.#folder.create(id)
    const held = await this.#folder.hold(id)
    try {
      const file = await held.open()
      // What the stream says of its own file is not about this one
      const fail = (error: unknown) => {
        throw this.#folder.explain(error)
      }
      try {
        let position = 0
        for await (const chunk of chunks) {
          const bytes = bytesOf(chunk)
          await file.write([bytes], position).catch(fail)
          position += bytes.length
        }
      } finally {
        await file.close()
      }
    } catch (error) {
      await held.remove()
      throw error
    }
    await held.release()
    return { id }
  }

  /**
   * Looks for a file on a disk.
   *
   * @throws E_DOWNLOAD_SOURCE, E_DOWNLOAD_MISSING, E_DOWNLOAD_DISK
   */
  async find({ key, disk }: DriveDownload): Promise<FoundFile> {
    const { contentType } = await this.#onDisk(key, disk, (drive) => drive.getMetaData(key))
    return { place: { key, disk }, contentType }
  }

  /**
   * Takes a file, so that nobody else sends it.
   *
   * @param seen - what was seen of it, so that a disk is not asked again
   * @throws E_DOWNLOAD_ADDRESS, E_DOWNLOAD_MISSING, E_DOWNLOAD_DISK
   */
  async take(place: FilePlace, seen: SentFile | undefined): Promise<SentFile> {
    if ('key' in place) return seen ?? this.look(place)
    const held = await this.#folder.hold(place.id).catch(explain)
    return {
      size: await held.size(),
      open: async (range) => createReadStream(held.path, range),
      hasParts: true,
      over: () => held.remove(),
    }
  }

  /**
   * Looks at a file, which stays where it is.
   *
   * @throws E_DOWNLOAD_ADDRESS, E_DOWNLOAD_MISSING, E_DOWNLOAD_DISK
   */
  async look(place: FilePlace): Promise<SentFile> {
    if ('key' in place) {
      const { key, disk } = place
      const { contentLength } = await this.#onDisk(key, disk, (drive) => drive.getMetaData(key))
      return {
        size: contentLength,
        open: async (range) => {
          const stream = await this.#onDisk(key, disk, (drive) => drive.getStream(key))
          // Somebody may write another file there meanwhile
          return range ? partOf(stream, range) : ofSize(stream, contentLength)
        },
        hasParts: true,
        over: async () => {},
      }
    }
    const { id } = place
    return {
      size: await this.#folder.sizeOf(id).catch(explain),
      open: async () => createReadStream(this.#folder.pathOf(id)),
      hasParts: true,
      over: async () => {},
    }
  }

  async remove(place: FilePlace): Promise<void> {
    if ('id' in place) await this.#folder.remove(place.id)
  }

  /**
   * @param age - milliseconds for which nobody has wanted what is removed
   */
  sweep(age: number): Promise<void> {
    return this.#folder.sweep(age)
  }

  async #onDisk<T>(
    key: string,
    disk: string | undefined,
    work: (disk: DriveDisk) => Promise<T>
  ): Promise<T> {
    if (!this.#drive) {
      throw new E_DOWNLOAD_SOURCE([
        '"key" names a file on a disk of @adonisjs/drive, which is not there',
      ])
    }
    const drive = this.#drive.use(disk)
    try {
      return await answerOf(this.#patience, ask(drive, key, work))
    } catch (error) {
      throw error instanceof E_DOWNLOAD_MISSING
        ? error
        : new E_DOWNLOAD_DISK([key], { cause: error })
    }
  }
}

/**
 * @throws E_DOWNLOAD_MISSING, and what the disk says
 */
async function ask<T>(
  disk: DriveDisk,
  key: string,
  work: (disk: DriveDisk) => Promise<T>
): Promise<T> {
  try {
    return await work(disk)
  } catch (error) {
    if (await isMissingOn(disk, key, error)) throw new E_DOWNLOAD_MISSING([key], { cause: error })
    throw error
  }
}

/**
 * @throws E_DOWNLOAD_SOURCE
 */
function bytesOf(chunk: unknown): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk)
  if (chunk instanceof Uint8Array) {
    return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  }
  throw new E_DOWNLOAD_SOURCE(['a stream brings texts or bytes, and this one brings objects'])
}

/** What is not in the folder was sent, or is too old. */
function explain(error: Error & { code?: string }): never {
  const isGone = error.code === 'E_UPLOAD_CLAIM' || error.code === 'E_UPLOAD_BUSY'
  throw isGone ? new E_DOWNLOAD_ADDRESS(['its file was sent, or is not on this machine']) : error
}
