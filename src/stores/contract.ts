/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * A record is a tab or a room.
 */

/**
 * Who may write a record: the process that owns it, by the number of its claim. Each claim of a
 * record gets the next number, which voids all earlier leases.
 */
export interface Lease {
  /** Id of the process; empty when none holds the record. */
  owner: string
  fence: number
}

/** A record as a claim finds it. */
export interface ClaimedRecord {
  fence: number
  data: Uint8Array
  /** The parts that it was written with, by name. */
  parts: ReadonlyMap<string, Uint8Array>
}

/**
 * What a write changes of the parts of a record. A record that is large has what seldom changes in parts, so that a
 * write costs what has changed.
 */
export interface PartsWrite {
  /** Parts that differ from those in the store, by name; undefined for one that is gone. */
  readonly changed: ReadonlyMap<string, Uint8Array | undefined>
  /** All parts, for a store that writes the record anew. */
  all(): ReadonlyMap<string, Uint8Array>
}

/** A record to write. */
export interface RecordWrite {
  id: string
  lease: Lease
  data: Uint8Array
  /** Without them, the record has no parts. */
  parts?: PartsWrite
  /** Milliseconds. */
  keepFor: number
  /** Whose record it is. The limits of a store apply per visitor. */
  visitor?: string
}

/** The record that a process wants to own. */
export interface RecordRequest {
  id: string
  owner: string
  /** Fence of the lease of another process that has released the record or is dead. */
  over: number | undefined
  /** Contents of a new record, if there is none yet. */
  initial: Uint8Array
  /** Milliseconds that a new record is kept. */
  keepFor: number
}

/** The record, or who owns it. */
export type AcquiredRecord =
  { claimed: ClaimedRecord; holder?: undefined } | { claimed?: undefined; holder: Lease }

/**
 * Keeps records as bytes. All methods throw `E_STORE_UNAVAILABLE` when the store cannot be reached.
 */
export interface StateStore {
  /** Whether records outlive the process. If so, an answer waits until its records are stored. */
  readonly lasting: boolean
  /** Whether other processes use it too, and so can claim a record of this one. */
  readonly shared: boolean
  /**
   * Called before the first use, and again until it resolves: when the store accepts records.
   *
   * @throws E_STORE_REFUSED for a problem that does not go away by waiting
   */
  start(): Promise<void>
  /**
   * Makes a process the owner of a record. The previous owner can no longer write it.
   *
   * @returns undefined when there is no such record
   */
  claim(id: string, owner: string): Promise<ClaimedRecord | undefined>
  /**
   * Makes a process the owner of a record that several processes may want, unless another one owns
   * it. A missing record is created.
   */
  acquire(request: RecordRequest): Promise<AcquiredRecord>
  /** Reads a record without claiming it; undefined when there is none. */
  read(id: string): Promise<ClaimedRecord | undefined>
  /** Who owns a record; undefined when there is no such record. */
  holder(id: string): Promise<Lease | undefined>
  /**
   * Writes a record, whole or not at all.
   *
   * @returns false when the lease is void, because another process has claimed the record
   */
  write(record: RecordWrite): Promise<boolean>
  /**
   * Writes several records, all of them or none.
   *
   * @returns false when one of the leases is void
   */
  writeAll(records: readonly RecordWrite[]): Promise<boolean>
  /** The owners no longer need these records, so the next claim does not have to ask them. */
  release(leases: ReadonlyMap<string, Lease>): Promise<void>
  /** Renews the time for which records are kept. */
  touch(ids: readonly string[], keepFor: number): Promise<void>
  remove(id: string): Promise<void>
  /**
   * Takes something that can be taken only once, by whichever process is first.
   *
   * @param keepFor - milliseconds for which it is remembered
   * @returns false when it was taken before
   */
  once(id: string, keepFor: number): Promise<boolean>
  /** Resolves when the store accepts records. */
  check(): Promise<void>
  close(): Promise<void>
}
