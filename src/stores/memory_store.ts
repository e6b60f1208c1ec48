/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { acquireAlone } from './acquire_alone.ts'
import { ExpiryClock } from './expiry_clock.ts'
import { Greed } from './greed.ts'
import type {
  AcquiredRecord,
  ClaimedRecord,
  Lease,
  RecordRequest,
  RecordWrite,
  StateStore,
} from './contract.ts'

/** Options of `stores.memory()`: how much it keeps. */
export interface MemoryStoreConfig {
  /**
   * Maximum number of tabs. Beyond it, the browser sessions that use the most lose their least
   * recently used tabs first.
   *
   * @default 100000
   */
  maxTabs?: number
  /** Maximum number of bytes, with the same rule. @default 256 MB */
  maxBytes?: number
}

interface Entry extends Lease {
  data: Uint8Array
  parts: ReadonlyMap<string, Uint8Array>
  /** Of all that. */
  bytes: number
  /** Who gives when there is no room left. */
  visitor: string
  expiresAt: number
}

const NO_PARTS: ReadonlyMap<string, Uint8Array> = new Map()

const MAX_TABS = 100_000
const MAX_BYTES = 256 * 1024 * 1024

/**
 * Keeps the tabs that no socket uses in the memory of the process. It ends with the process.
 */
export class MemoryStore implements StateStore {
  readonly lasting = false
  readonly shared = false
  #entries = new Map<string, Entry>()
  #greed = new Greed()
  #clock = new ExpiryClock((id) => this.#drop(id))
  /** When what may be had once is forgotten, in milliseconds of the monotonic clock. */
  #taken = new Map<string, number>()
  #takenClock = new ExpiryClock((id) => this.#taken.delete(id))
  #bytes = 0
  #maxTabs: number
  #maxBytes: number

  constructor({ maxTabs = MAX_TABS, maxBytes = MAX_BYTES }: MemoryStoreConfig = {}) {
    this.#maxTabs = maxTabs
    this.#maxBytes = maxBytes
  }

  async claim(id: string, owner: string): Promise<ClaimedRecord | undefined> {
    const entry = this.#find(id)
    if (!entry) return undefined
    entry.owner = owner
    entry.fence++
    return { fence: entry.fence, data: entry.data, parts: entry.parts }
  }

  acquire(request: RecordRequest): Promise<AcquiredRecord> {
    return acquireAlone(this, request)
  }

  async read(id: string): Promise<ClaimedRecord | undefined> {
    const entry = this.#find(id)
    return entry && { fence: entry.fence, data: entry.data, parts: entry.parts }
  }

  async holder(id: string): Promise<Lease | undefined> {
    const entry = this.#find(id)
    return entry && { owner: entry.owner, fence: entry.fence }
  }

  async write(record: RecordWrite): Promise<boolean> {
    return this.writeAll([record])
  }

  async writeAll(records: readonly RecordWrite[]): Promise<boolean> {
    if (records.some(({ id, lease }) => this.#isVoid(id, lease))) return false
    for (const record of records) this.#put(record)
    return true
  }

  async release(leases: ReadonlyMap<string, Lease>): Promise<void> {
    for (const [id, { fence }] of leases) {
      const entry = this.#find(id)
      if (entry?.fence === fence) entry.owner = ''
    }
  }

  async touch(ids: readonly string[], keepFor: number): Promise<void> {
    for (const id of ids) {
      const entry = this.#find(id)
      if (!entry) continue
      this.#drop(id)
      this.#add(id, { ...entry, expiresAt: performance.now() + keepFor })
    }
  }

  async remove(id: string): Promise<void> {
    this.#drop(id)
  }

  async once(id: string, keepFor: number): Promise<boolean> {
    const now = performance.now()
    if ((this.#taken.get(id) ?? 0) > now) return false
    this.#taken.set(id, now + keepFor)
    this.#takenClock.set(id, now + keepFor)
    return true
  }

  async start(): Promise<void> {}

  async check(): Promise<void> {}

  async close(): Promise<void> {
    this.#clock.close()
    this.#takenClock.close()
    this.#entries.clear()
    this.#taken.clear()
    this.#greed.clear()
    this.#bytes = 0
  }

  #isVoid(id: string, { fence }: Lease): boolean {
    const known = this.#find(id)
    return known !== undefined && known.fence !== fence
  }

  #put({ id, lease, data, parts: given, keepFor, visitor }: RecordWrite): void {
    this.#drop(id)
    const parts = given?.all() ?? NO_PARTS
    let bytes = data.byteLength
    for (const part of parts.values()) bytes += part.byteLength
    // Who has no session has this record only
    const entry = { ...lease, data, parts, bytes, visitor: visitor || id }
    this.#add(id, { ...entry, expiresAt: performance.now() + keepFor })
    while (this.#entries.size > this.#maxTabs || this.#bytes > this.#maxBytes) {
      this.#drop(this.#greed.next()!)
    }
  }

  #add(id: string, entry: Entry): void {
    this.#entries.set(id, entry)
    this.#bytes += entry.bytes
    this.#greed.add(entry.visitor, id, this.#weight(entry))
    this.#clock.set(id, entry.expiresAt)
  }

  /** A record takes its bytes, and a place. */
  #weight({ bytes }: Entry): number {
    const place = this.#maxBytes / this.#maxTabs
    return bytes + (Number.isFinite(place) ? Math.max(1, Math.ceil(place)) : 1)
  }

  #find(id: string): Entry | undefined {
    const entry = this.#entries.get(id)
    if (!entry || entry.expiresAt > performance.now()) return entry
    this.#drop(id)
    return undefined
  }

  #drop(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#bytes -= entry.bytes
    this.#greed.remove(entry.visitor, id, this.#weight(entry))
    this.#clock.remove(id, entry.expiresAt)
    this.#entries.delete(id)
  }
}
