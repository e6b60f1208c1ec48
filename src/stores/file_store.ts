/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { acquireAlone } from './acquire_alone.ts'
import type {
  AcquiredRecord,
  ClaimedRecord,
  Lease,
  RecordRequest,
  RecordWrite,
  StateStore,
} from './contract.ts'
import { E_STORE_UNAVAILABLE } from './exceptions.ts'

type Stored = Lease & { data: Uint8Array }

/** What a write of several records has to do, for whoever finds it undone. */
type Journal = { id: string; stored: Stored; expires: Date }[]

/** How often expired files are looked for, in milliseconds. */
const SWEEP_INTERVAL = 60_000

/** What the names of journals end with. No id has a dot. */
const JOURNAL = '.journal'

/** Ids come out of sealed tokens; a file name is checked all the same. */
const SAFE_ID = /^[\w-]+$/

/**
 * Keeps each record in a file, so that a restart of the one process that uses them loses none. The
 * time of a file says when it expires. A write of several files is noted in a journal first, and
 * done again from there after a crash.
 */
export class FileStore implements StateStore {
  readonly lasting = true
  readonly shared = false
  #folder: string
  #ready: Promise<void> | undefined
  #sweep: NodeJS.Timeout | undefined
  /** Journals of writes that are under way. */
  #journals = new Set<string>()
  /** Leases that were read or written here. */
  #leases = new Map<string, Lease>()

  /**
   * @param folder - absolute path; made when it is missing
   */
  constructor(folder: string) {
    this.#folder = folder
  }

  async claim(id: string, owner: string): Promise<ClaimedRecord | undefined> {
    const stored = await this.#read(id)
    if (!stored) return undefined
    const lease = { owner, fence: stored.fence + 1 }
    await this.#put(id, { ...lease, data: stored.data }, stored.expires)
    return { fence: lease.fence, data: stored.data }
  }

  acquire(request: RecordRequest): Promise<AcquiredRecord> {
    return acquireAlone(this, request)
  }

  async read(id: string): Promise<ClaimedRecord | undefined> {
    const stored = await this.#read(id)
    return stored && { fence: stored.fence, data: stored.data }
  }

  async holder(id: string): Promise<Lease | undefined> {
    const stored = await this.#read(id)
    return stored && { owner: stored.owner, fence: stored.fence }
  }

  async write(id: string, lease: Lease, data: Uint8Array, keepFor: number): Promise<boolean> {
    await this.#open()
    if (await this.#isVoid(id, lease)) return false
    await this.#put(id, { ...lease, data }, new Date(Date.now() + keepFor))
    return true
  }

  async writeAll(records: readonly RecordWrite[]): Promise<boolean> {
    const journal: Journal = []
    for (const { id, lease, data, keepFor } of records) {
      if (await this.#isVoid(id, lease)) return false
      const expires = new Date(Date.now() + keepFor)
      journal.push({ id, stored: { ...lease, data }, expires })
    }
    await this.#open()
    const name = `${randomUUID()}${JOURNAL}`
    const path = join(this.#folder, name)
    this.#journals.add(name)
    try {
      await this.#attempt(async () => {
        await writeFile(`${path}.tmp`, serialize(journal))
        await rename(`${path}.tmp`, path)
      })
      await this.#apply(journal)
      await this.#attempt(() => rm(path))
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
    for (const id of leases.keys()) this.#leases.delete(id)
  }

  async touch(ids: readonly string[], keepFor: number): Promise<void> {
    const time = new Date(Date.now() + keepFor)
    // A file that is gone needs no more time
    await Promise.all(ids.map((id) => utimes(this.#path(id), time, time).catch(() => {})))
  }

  async remove(id: string): Promise<void> {
    this.#leases.delete(id)
    await this.#attempt(() => rm(this.#path(id), { force: true }))
  }

  async check(): Promise<void> {
    await this.#open()
    const probe = join(this.#folder, `check-${randomUUID()}.tmp`)
    await this.#attempt(async () => {
      await writeFile(probe, '')
      await rm(probe)
    })
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep)
    this.#sweep = undefined
  }

  async #isVoid(id: string, { fence }: Lease): Promise<boolean> {
    const known = this.#leases.get(id) ?? (await this.#read(id))
    return known !== undefined && known.fence !== fence
  }

  async #apply(journal: Journal): Promise<void> {
    for (const { id, stored, expires } of journal) await this.#put(id, stored, expires)
  }

  async #read(id: string): Promise<(Stored & { expires: Date }) | undefined> {
    await this.#open()
    const path = this.#path(id)
    const found = await this.#attempt(async () => {
      try {
        // It may be removed at any moment
        return { bytes: await readFile(path), times: await stat(path) }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    })
    if (!found) return undefined
    if (found.times.mtimeMs <= Date.now()) {
      await this.remove(id)
      return undefined
    }
    const stored = deserialize(found.bytes) as Stored
    this.#leases.set(id, { owner: stored.owner, fence: stored.fence })
    return { ...stored, expires: found.times.mtime }
  }

  /** A file is written beside its place and moved there: a crash leaves the old one whole. */
  async #put(id: string, stored: Stored, expires: Date): Promise<void> {
    const path = this.#path(id)
    const part = `${path}.${randomUUID()}.tmp`
    await this.#attempt(async () => {
      await writeFile(part, serialize(stored))
      await utimes(part, expires, expires)
      await rename(part, path)
    })
    this.#leases.set(id, { owner: stored.owner, fence: stored.fence })
  }

  #path(id: string): string {
    if (!SAFE_ID.test(id)) throw new RangeError(`"${id}" is no id of a record`)
    return join(this.#folder, id)
  }

  #open(): Promise<void> {
    this.#ready ??= this.#attempt(async () => {
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
      await this.#apply(deserialize(await readFile(path)) as Journal)
      await rm(path)
    }
  }

  async #removeExpired(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name)
      const found = await stat(path).catch(() => undefined)
      // What a crash left half-written has the time of its writing
      if (!found || name.endsWith(JOURNAL)) continue
      if (found.mtimeMs > Date.now() - (name.endsWith('.tmp') ? SWEEP_INTERVAL : 0)) continue
      await rm(path, { force: true })
      this.#leases.delete(name)
    }
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw new E_STORE_UNAVAILABLE(['file'], { cause: error })
    }
  }
}
