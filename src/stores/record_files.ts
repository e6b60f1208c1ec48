/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { open, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '@adonisjs/core/logger'
import type { Lease, RecordWrite } from './contract.ts'
import { E_STORE_UNAVAILABLE } from './exceptions.ts'
import { after, clock, dateOf } from './file_clock.ts'
import { entryOf, isSafeId, packEntry, packFile, unpackFile } from './file_formats.ts'
import type { Entry, Stored } from './file_formats.ts'

/** How many bytes a file grows beyond twice what it had when it was written anew. */
const SLACK = 64 * 1024

/** What the names of files end with that are not what was written. */
const DAMAGED = '.damaged'

/** How long damaged files are kept for whoever wants to know what has happened, in milliseconds. */
const KEEP_DAMAGED = 24 * 60 * 60 * 1_000

/** What the names of files end with that are being written. */
const UNFINISHED = '.tmp'

/** How a file has grown since it was written anew, in bytes. */
interface Growth {
  anew: number
  since: number
}

/**
 * The files of records in one folder. What changes of a record is put at the end of its file, which is written anew
 * before it gets long.
 */
export class RecordFiles {
  readonly #folder: string
  readonly #logger: Pick<Logger, 'error'> | undefined
  /** Files that this process writes have it in their names: others are left behind. */
  readonly #run = randomUUID()
  /** Leases that were read or written here. */
  readonly #leases = new Map<string, Lease>()
  /** Files to whose end changes can be put. */
  readonly #growth = new Map<string, Growth>()

  /**
   * @param folder - absolute path
   * @param logger - told of damaged files
   */
  constructor(folder: string, logger: Pick<Logger, 'error'> | undefined) {
    this.#folder = folder
    this.#logger = logger
  }

  /**
   * @throws RangeError for what is not the id of a record
   */
  path(id: string): string {
    if (!isSafeId(id)) throw new RangeError(`"${id}" is not the id of a record`)
    return join(this.#folder, id)
  }

  /** A file that is written before it has its name. */
  part(path: string): string {
    return `${path}.${randomUUID()}.${this.#run}${UNFINISHED}`
  }

  /** A file that cannot be read keeps nobody from going on. */
  async setAside(name: string): Promise<void> {
    this.forget(name)
    const path = join(this.#folder, name)
    const aside = `${path}.${randomUUID()}${DAMAGED}`
    const until = dateOf(after(KEEP_DAMAGED))
    try {
      await rename(path, aside)
      await utimes(aside, until, until)
    } catch (error) {
      // Somebody else was first
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
      throw new E_STORE_UNAVAILABLE(['file'], { cause: error })
    }
    this.#logger?.error({ file: aside }, 'a damaged file of the store was set aside')
  }

  /** Whether a file is one that an earlier process has left unfinished. */
  isLeft(name: string): boolean {
    return name.endsWith(UNFINISHED) && !name.endsWith(`.${this.#run}${UNFINISHED}`)
  }

  /** Whether a file is being written. */
  isUnfinished(name: string): boolean {
    return name.endsWith(UNFINISHED)
  }

  /** When a record expires by its last entry, in milliseconds since the epoch; 0 where that says nothing. */
  async expiryOf(id: string): Promise<number> {
    try {
      const path = this.path(id)
      return unpackFile(await readFile(path), path)?.expires ?? 0
    } catch {
      return 0
    }
  }

  /** Whether changes of a record can be put at the end of its file. */
  grows(id: string): boolean {
    return this.#growth.has(id)
  }

  /** Whether somebody else may write a record by now. */
  async isVoid({ id, lease }: RecordWrite): Promise<boolean> {
    const known = this.#leases.get(id) ?? (await this.read(id))
    return known !== undefined && known.fence !== lease.fence
  }

  /**
   * What a record is; undefined when there is none, or its time is over.
   *
   * @throws E_STORE_UNAVAILABLE, E_RECORD_NEWER
   */
  async read(id: string): Promise<Stored | undefined> {
    const path = this.path(id)
    const found = await attempt(async () => {
      try {
        // It may be removed at any moment
        return { bytes: await readFile(path), times: await stat(path) }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    })
    if (!found) return undefined
    const stored = unpackFile(found.bytes, path)
    const expires = Math.max(found.times.mtimeMs, stored?.expires ?? 0)
    if (expires <= clock()) {
      await this.remove(id)
      return undefined
    }
    if (!stored) {
      await this.setAside(id)
      return undefined
    }
    this.#leases.set(id, { owner: stored.owner, fence: stored.fence })
    return { ...stored, expires }
  }

  /**
   * Writes a record, whoever may do so.
   *
   * @throws E_STORE_UNAVAILABLE
   */
  async write(record: RecordWrite): Promise<void> {
    const { id, parts, keepFor } = record
    const expires = after(keepFor)
    const isGrown =
      parts !== undefined && (await this.#append(id, entryOf(record, parts.changed, expires)))
    if (!isGrown) await this.put(id, entryOf(record, parts?.all() ?? new Map(), expires))
  }

  /**
   * Puts what has changed at the end of a file.
   *
   * @returns false when the file has to be written anew
   */
  async #append(id: string, entry: Entry): Promise<boolean> {
    const growth = this.#growth.get(id)
    if (!growth || growth.since > growth.anew + SLACK) return false
    const bytes = packEntry(entry)
    const expires = dateOf(entry.expires)
    // What is put at the end of one that is not whole would be lost
    this.#growth.delete(id)
    return attempt(async () => {
      try {
        const file = await open(this.path(id), constants.O_WRONLY | constants.O_APPEND)
        try {
          await file.writeFile(bytes)
          await file.utimes(expires, expires)
        } finally {
          await file.close()
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
        throw error
      }
      this.#growth.set(id, { ...growth, since: growth.since + bytes.byteLength })
      return true
    })
  }

  /** Writes a file anew. It is written beside its place and moved there: a crash leaves the old one whole. */
  async put(id: string, entry: Entry): Promise<void> {
    const path = this.path(id)
    const part = this.part(path)
    const bytes = packFile(entry)
    const expires = dateOf(entry.expires)
    await attempt(async () => {
      await writeFile(part, bytes)
      await utimes(part, expires, expires)
      await rename(part, path)
    })
    this.#leases.set(id, { owner: entry.owner, fence: entry.fence })
    if (entry.parts.size > 0) this.#growth.set(id, { anew: bytes.byteLength, since: 0 })
    else this.#growth.delete(id)
  }

  async remove(id: string): Promise<void> {
    this.forget(id)
    await attempt(() => rm(this.path(id), { force: true }))
  }

  /** What is known of a record is of no use any more. */
  forget(id: string): void {
    this.#leases.delete(id)
    this.#growth.delete(id)
  }
}

/**
 * @throws E_STORE_UNAVAILABLE for whatever the work throws
 */
export async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new E_STORE_UNAVAILABLE(['file'], { cause: error })
  }
}
