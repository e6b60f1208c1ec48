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
import { E_RECORD_NEWER, E_STORE_UNAVAILABLE } from './exceptions.ts'
import { isReadable, packRecord, unpackRecord } from './record_bytes.ts'

type Stored = Lease & { data: Uint8Array }

/** What a write of several records has to do, for whoever finds it undone. */
type Journal = { id: string; stored: Stored; expires: Date }[]

/** Grows when what is in files changes. Files without a number are of format 1, and are read as well. */
const FORMAT = 2

/** How often expired files are looked for, in milliseconds. */
const SWEEP_INTERVAL = 60_000

/** What the names of journals end with. No id has a dot. */
const JOURNAL = '.journal'

/** What the names of files end with that are not what was written. */
const DAMAGED = '.damaged'

/** How long damaged files are kept for whoever wants to know what has happened, in milliseconds. */
const KEEP_DAMAGED = 24 * 60 * 60 * 1_000

/** What the names of files begin with that say what was taken once. */
const ONCE = 'once-'

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
  #logger: Pick<Logger, 'error'> | undefined
  /** Files that this process writes have it in their names: others are left behind. */
  #run = randomUUID()
  /** Expired files are being removed. */
  #sweeping = false
  /** Journals of writes that are under way. */
  #journals = new Set<string>()
  /** Leases that were read or written here. */
  #leases = new Map<string, Lease>()

  /**
   * @param folder - absolute path; made when it is missing
   * @param logger - told of damaged files
   */
  constructor(folder: string, logger?: Pick<Logger, 'error'>) {
    this.#folder = folder
    this.#logger = logger
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
    await this.#put(id, { ...lease, data }, after(keepFor))
    return true
  }

  async writeAll(records: readonly RecordWrite[]): Promise<boolean> {
    const journal: Journal = []
    for (const { id, lease, data, keepFor } of records) {
      if (await this.#isVoid(id, lease)) return false
      journal.push({ id, stored: { ...lease, data }, expires: after(keepFor) })
    }
    await this.#open()
    const name = `${randomUUID()}${JOURNAL}`
    const path = join(this.#folder, name)
    const part = this.#part(path)
    this.#journals.add(name)
    try {
      await this.#attempt(async () => {
        await writeFile(part, pack(journal))
        await rename(part, path)
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
    const time = after(keepFor)
    // A file that is gone needs no more time
    await Promise.all(ids.map((id) => utimes(this.#path(id), time, time).catch(() => {})))
  }

  async remove(id: string): Promise<void> {
    this.#leases.delete(id)
    await this.#attempt(() => rm(this.#path(id), { force: true }))
  }

  async once(id: string, keepFor: number): Promise<boolean> {
    await this.#open()
    const path = this.#path(ONCE + id)
    return this.#attempt(async () => {
      try {
        await writeFile(path, '', { flag: 'wx' })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
        throw error
      }
      const expires = after(keepFor)
      await utimes(path, expires, expires)
      return true
    })
  }

  start(): Promise<void> {
    return this.check()
  }

  async check(): Promise<void> {
    await this.#open()
    const probe = this.#part(join(this.#folder, 'check'))
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
    if (found.times.mtimeMs <= clock()) {
      await this.remove(id)
      return undefined
    }
    const stored = open(found.bytes, path, isStored)
    if (!stored) {
      await this.#setAside(id)
      return undefined
    }
    this.#leases.set(id, { owner: stored.owner, fence: stored.fence })
    return { ...stored, expires: found.times.mtime }
  }

  /** A file is written beside its place and moved there: a crash leaves the old one whole. */
  async #put(id: string, stored: Stored, expires: Date): Promise<void> {
    const path = this.#path(id)
    const part = this.#part(path)
    await this.#attempt(async () => {
      await writeFile(part, pack(stored))
      await utimes(part, expires, expires)
      await rename(part, path)
    })
    this.#leases.set(id, { owner: stored.owner, fence: stored.fence })
  }

  #path(id: string): string {
    if (!SAFE_ID.test(id)) throw new RangeError(`"${id}" is not the id of a record`)
    return join(this.#folder, id)
  }

  /** A file that is written before it has its name. */
  #part(path: string): string {
    return `${path}.${randomUUID()}.${this.#run}.tmp`
  }

  /** A file that cannot be read keeps nobody from going on. */
  async #setAside(name: string): Promise<void> {
    this.#leases.delete(name)
    const path = join(this.#folder, name)
    const aside = `${path}.${randomUUID()}${DAMAGED}`
    const until = after(KEEP_DAMAGED)
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
      const journal = open(await readFile(path), path, isJournal)
      if (!journal) {
        await this.#setAside(name)
        continue
      }
      await this.#apply(journal)
      await rm(path)
    }
  }

  async #removeExpired(): Promise<void> {
    if (this.#sweeping) return
    this.#sweeping = true
    try {
      for (const name of await readdir(this.#folder)) {
        if (name.endsWith(JOURNAL) || !(await this.#isExpired(name))) continue
        await rm(join(this.#folder, name), { force: true })
        this.#leases.delete(name)
      }
    } finally {
      this.#sweeping = false
    }
  }

  async #isExpired(name: string): Promise<boolean> {
    // What a crash left half-written is of no use. What is being written here has no time yet
    if (name.endsWith('.tmp')) return !name.endsWith(`.${this.#run}.tmp`)
    const found = await stat(join(this.#folder, name)).catch(() => undefined)
    return found !== undefined && found.mtimeMs <= clock()
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw new E_STORE_UNAVAILABLE(['file'], { cause: error })
    }
  }
}

/**
 * The time, in milliseconds since the epoch: a restart finds what it says in the times of files. One
 * that is set anew does not change it while the process runs.
 */
function clock(): number {
  return performance.timeOrigin + performance.now()
}

function after(milliseconds: number): Date {
  return new Date(clock() + milliseconds)
}

function pack(content: Stored | Journal): Uint8Array {
  return packRecord({ format: FORMAT, content })
}

/**
 * What a file says; undefined when it is not what was written.
 *
 * @throws E_RECORD_NEWER
 */
function open<T>(
  bytes: Uint8Array,
  file: string,
  isRight: (value: unknown) => value is T
): T | undefined {
  try {
    const what = `the file "${file}"`
    const value = unpackRecord(bytes, what) as { format?: number; content?: unknown } | undefined
    const { format = 1, content = value } = value ?? {}
    return isReadable(format, FORMAT, what) && isRight(content) ? content : undefined
  } catch (error) {
    if (error instanceof E_RECORD_NEWER) throw error
    return undefined
  }
}

function isStored(value: unknown): value is Stored {
  const { owner, fence, data } = (value ?? {}) as Partial<Stored>
  return typeof owner === 'string' && Number.isInteger(fence) && data instanceof Uint8Array
}

function isJournal(value: unknown): value is Journal {
  if (!Array.isArray(value)) return false
  return (value as Partial<Journal[number]>[]).every(
    ({ id, stored, expires }) =>
      SAFE_ID.test(id ?? '') && isStored(stored) && expires instanceof Date
  )
}
