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
}

/** A record as it is to be. */
export interface RecordWrite {
  id: string
  lease: Lease
  data: Uint8Array
  /** Milliseconds. */
  keepFor: number
  /** Whose record it is: limits of a store are for each of them. */
  visitor?: string
}

/** What a process wants to have. */
export interface RecordRequest {
  id: string
  owner: string
  /** Fence of the lease of another process, which has let go or is gone. */
  over: number | undefined
  /** What the record is when there is none yet. */
  initial: Uint8Array
  /** Milliseconds that a new record is kept. */
  keepFor: number
}

/** What came of it: the record, or who has it. */
export type AcquiredRecord =
  { claimed: ClaimedRecord; holder?: undefined } | { claimed?: undefined; holder: Lease }

/**
 * Keeps records as bytes. All methods throw `E_STORE_UNAVAILABLE` when the store cannot be reached.
 */
export interface StateStore {
  /** What is in it outlives the process, so an answer waits until its records are stored. */
  readonly lasting: boolean
  /** Other processes use it as well, so a record may be taken from here. */
  readonly shared: boolean
  /**
   * Called once, before the first use. Resolves when the store takes records.
   *
   * @throws E_STORE_REFUSED for what waiting does not heal
   */
  start(): Promise<void>
  /**
   * Makes a process the owner of a record. Whoever owned it cannot write it any more.
   *
   * @returns undefined when there is no such record
   */
  claim(id: string, owner: string): Promise<ClaimedRecord | undefined>
  /**
   * Makes a process the owner of a record that several may want, unless another one has it. A
   * record that is missing is made.
   */
  acquire(request: RecordRequest): Promise<AcquiredRecord>
  /** A record for a look at it; undefined when there is none. */
  read(id: string): Promise<ClaimedRecord | undefined>
  /** Who owns a record; undefined when there is no such record. */
  holder(id: string): Promise<Lease | undefined>
  /**
   * Writes a record, whole or not at all.
   *
   * @param keepFor - milliseconds
   * @param visitor - whose record it is
   * @returns false when the lease is void, because another process has claimed the record
   */
  write(
    id: string,
    lease: Lease,
    data: Uint8Array,
    keepFor: number,
    visitor?: string
  ): Promise<boolean>
  /**
   * Writes several records, all of them or none.
   *
   * @returns false when one of the leases is void
   */
  writeAll(records: readonly RecordWrite[]): Promise<boolean>
  /**
   * The owners do not need these records any more: the next claim need not ask them.
   */
  release(leases: ReadonlyMap<string, Lease>): Promise<void>
  /** Keeps records for another while. */
  touch(ids: readonly string[], keepFor: number): Promise<void>
  remove(id: string): Promise<void>
  /**
   * Takes something that may be had once, by whichever process is first.
   *
   * @param keepFor - milliseconds for which it is remembered
   * @returns false when it was taken before
   */
  once(id: string, keepFor: number): Promise<boolean>
  /** Resolves when the store takes records. */
  check(): Promise<void>
  close(): Promise<void>
}
