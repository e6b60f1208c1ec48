/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '@adonisjs/core/logger'
import { acquireAlone } from './acquire_alone.ts'
import type {
  AcquiredRecord,
  ClaimedRecord,
  Lease,
  RecordRequest,
  RecordWrite,
  StateStore,
} from './contract.ts'
import { after, clock, dateOf } from './file_clock.ts'
import {
  applied,
  entryOf,
  isSafeId,
  packJournal,
  unpackFile,
  unpackJournal,
} from './file_formats.ts'
import type { JournalEntry, Stored } from './file_formats.ts'
import { attempt, RecordFiles } from './record_files.ts'

/** How often expired files are looked for, in milliseconds. */
const SWEEP_INTERVAL = 60_000

/** What the names of journals end with. No id has a dot. */
const JOURNAL = '.journal'

/** What the names of files begin with that say what was taken once. */
const ONCE = 'once-'

/**
 * Keeps each record in a file, so that a restart of the one process that uses them loses none. What changes of a record
 * is put at the end of its file, which is written anew before it gets long. The time of a file, or its last entry, says
 * when it expires. A write of several files is noted in a journal first, and done again from there after a crash.
 */
export class FileStore implements StateStore {
  readonly lasting = true
  readonly shared = false
  #folder: string
  #ready: Promise<void> | undefined
  #sweep: NodeJS.Timeout | undefined
  #files: RecordFiles
  /** Expired files are being removed. */
  #sweeping = false
  /** Journals of writes that are under way. */
  #journals = new Set<string>()

  /**
   * @param folder - absolute path; made when it is missing
   * @param logger - told of damaged files
   */
  constructor(folder: string, logger?: Pick<Logger, 'error'>) {
    this.#folder = folder
    this.#files = new RecordFiles(folder, logger)
  }

  async claim(id: string, owner: string): Promise<ClaimedRecord | undefined> {
    const stored = await this.#read(id)
    if (!stored) return undefined
    const { data, parts } = stored
    const fence = stored.fence + 1
    await this.#files.put(id, { ...stored, owner, fence })
    return { fence, data, parts }
  }

  acquire(request: RecordRequest): Promise<AcquiredRecord> {
    return acquireAlone(this, request)
  }

  async read(id: string): Promise<ClaimedRecord | undefined> {
    const stored = await this.#read(id)
    return stored && { fence: stored.fence, data: stored.data, parts: stored.parts }
  }

  async holder(id: string): Promise<Lease | undefined> {
    const stored = await this.#read(id)
    return stored && { owner: stored.owner, fence: stored.fence }
  }

  async write(record: RecordWrite): Promise<boolean> {
    await this.#open()
    if (await this.#files.isVoid(record)) return false
    await this.#files.write(record)
    return true
  }

  async writeAll(records: readonly RecordWrite[]): Promise<boolean> {
    await this.#open()
    for (const record of records) if (await this.#files.isVoid(record)) return false
    const name = `${randomUUID()}${JOURNAL}`
    const path = join(this.#folder, name)
    const part = this.#files.part(path)
    this.#journals.add(name)
    try {
      await attempt(async () => {
        await writeFile(part, packJournal(records.map((record) => this.#journalEntry(record))))
        await rename(part, path)
      })
      for (const record of records) await this.#files.write(record)
      await attempt(() => rm(path))
    } catch (error) {
      // Whatever comes next finishes it first
      this.#ready = undefined
      throw error
    } finally {
      this.#journals.delete(name)
    }
    return true
  }

  /** There is no other process that would ask. */
  async release(leases: ReadonlyMap<string, Lease>): Promise<void> {
    for (const id of leases.keys()) this.#files.forget(id)
  }

  async touch(ids: readonly string[], keepFor: number): Promise<void> {
    const time = dateOf(after(keepFor))
    // A file that is gone needs no more time
    await Promise.all(ids.map((id) => utimes(this.#files.path(id), time, time).catch(() => {})))
  }

  async remove(id: string): Promise<void> {
    await this.#files.remove(id)
  }

  async once(id: string, keepFor: number): Promise<boolean> {
    await this.#open()
    const path = this.#files.path(ONCE + id)
    return attempt(async () => {
      try {
        await writeFile(path, '', { flag: 'wx' })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
        throw error
      }
      const expires = dateOf(after(keepFor))
      await utimes(path, expires, expires)
      return true
    })
  }

  start(): Promise<void> {
    return this.check()
  }

  async check(): Promise<void> {
    await this.#open()
    const probe = this.#files.part(join(this.#folder, 'check'))
    await attempt(async () => {
      await writeFile(probe, '')
      await rm(probe)
    })
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep)
    this.#sweep = undefined
  }

  async #read(id: string): Promise<Stored | undefined> {
    await this.#open()
    return this.#files.read(id)
  }

  #open(): Promise<void> {
    this.#ready ??= attempt(async () => {
      await mkdir(this.#folder, { recursive: true })
      await this.#finish()
      await this.#removeExpired()
      this.#sweep ??= setInterval(() => {
        this.#removeExpired().catch(() => {})
      }, SWEEP_INTERVAL).unref()
    }).catch((error: unknown) => {
      this.#ready = undefined
      throw error
    })
    return this.#ready
  }

  /** Does what a crash has left undone. */
  async #finish(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (!name.endsWith(JOURNAL) || this.#journals.has(name)) continue
      const path = join(this.#folder, name)
      const journal = unpackJournal(await readFile(path), path)
      if (!journal) {
        await this.#files.setAside(name)
        continue
      }
      for (const entry of journal) await this.#redo(entry)
      await rm(path)
    }
  }

  /** Writes what a journal says, which may be there already, or in part. */
  async #redo({ id, entry, isWhole }: JournalEntry): Promise<void> {
    const bytes = isWhole ? undefined : await readFile(this.#files.path(id)).catch(() => undefined)
    const before = bytes && unpackFile(bytes, id)
    // What has changed of a record that has expired is nothing by itself
    if (isWhole || before) await this.#files.put(id, applied(before, entry, isWhole))
  }

  async #removeExpired(): Promise<void> {
    if (this.#sweeping) return
    this.#sweeping = true
    try {
      for (const name of await readdir(this.#folder)) {
        if (name.endsWith(JOURNAL) || !(await this.#isExpired(name))) continue
        await rm(join(this.#folder, name), { force: true })
        this.#files.forget(name)
      }
    } finally {
      this.#sweeping = false
    }
  }

  async #isExpired(name: string): Promise<boolean> {
    // What a crash left half-written is of no use. What is being written here has no time yet
    if (this.#files.isUnfinished(name)) return this.#files.isLeft(name)
    const path = join(this.#folder, name)
    const found = await stat(path).catch(() => undefined)
    if (!found || found.mtimeMs > clock()) return false
    // Something is being put at its end, or was when the process ended: its time is not set yet
    if (!isSafeId(name)) return true
    const expires = await this.#files.expiryOf(name)
    if (expires <= clock()) return true
    await utimes(path, dateOf(expires), dateOf(expires)).catch(() => {})
    return false
  }

  #journalEntry(record: RecordWrite): JournalEntry {
    const { id, parts, keepFor } = record
    const isWhole = !parts || !this.#files.grows(id)
    const written = (isWhole ? parts?.all() : parts.changed) ?? new Map<string, Uint8Array>()
    return { id, entry: entryOf(record, written, after(keepFor)), isWhole }
  }
}
