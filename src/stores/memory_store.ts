/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { acquireAlone } from './acquire_alone.ts'
import type {
  AcquiredRecord,
  ClaimedRecord,
  Lease,
  RecordRequest,
  RecordWrite,
  StateStore,
} from './contract.ts'

export interface MemoryStoreConfig {
  /** Tabs that are kept at most; the longest unused go first. @default 100000 */
  maxTabs?: number
  /** Bytes that are kept at most; the longest unused go first. @default 256 MB */
  maxBytes?: number
}

interface Entry extends Lease {
  data: Uint8Array
  expiresAt: number
}

const MAX_TABS = 100_000
const MAX_BYTES = 256 * 1024 * 1024

/**
 * Keeps the tabs that no socket uses in the memory of the process. It ends with the process.
 */
export class MemoryStore implements StateStore {
  readonly lasting = false
  readonly shared = false
  /** By id, the longest unused first. */
  #entries = new Map<string, Entry>()
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
    return { fence: entry.fence, data: entry.data }
  }

  acquire(request: RecordRequest): Promise<AcquiredRecord> {
    return acquireAlone(this, request)
  }

  async read(id: string): Promise<ClaimedRecord | undefined> {
    const entry = this.#find(id)
    return entry && { fence: entry.fence, data: entry.data }
  }

  async holder(id: string): Promise<Lease | undefined> {
    const entry = this.#find(id)
    return entry && { owner: entry.owner, fence: entry.fence }
  }

  async write(id: string, lease: Lease, data: Uint8Array, keepFor: number): Promise<boolean> {
    return this.writeAll([{ id, lease, data, keepFor }])
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
      entry.expiresAt = performance.now() + keepFor
      this.#entries.delete(id)
      this.#entries.set(id, entry)
    }
  }

  async remove(id: string): Promise<void> {
    this.#drop(id)
  }

  async check(): Promise<void> {}

  async close(): Promise<void> {
    this.#entries.clear()
    this.#bytes = 0
  }

  #isVoid(id: string, { fence }: Lease): boolean {
    const known = this.#find(id)
    return known !== undefined && known.fence !== fence
  }

  #put({ id, lease, data, keepFor }: RecordWrite): void {
    this.#drop(id)
    this.#entries.set(id, { ...lease, data, expiresAt: performance.now() + keepFor })
    this.#bytes += data.byteLength
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxTabs && this.#bytes <= this.#maxBytes) break
      this.#drop(oldest)
    }
  }

  #find(id: string): Entry | undefined {
    const entry = this.#entries.get(id)
    if (!entry || entry.expiresAt > performance.now()) return entry
    this.#drop(id)
    return undefined
  }

  #drop(id: string): void {
    this.#bytes -= this.#entries.get(id)?.data.byteLength ?? 0
    this.#entries.delete(id)
  }
}
