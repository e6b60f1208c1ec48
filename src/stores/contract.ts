/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Who may write a tab: the process that owns it, by the number of its claim. Each claim of a tab
 * gets the next number, which voids all earlier leases.
 */
export interface Lease {
  /** Id of the process; empty when none holds the tab. */
  owner: string
  fence: number
}

/** A tab as a claim finds it. */
export interface ClaimedTab {
  fence: number
  data: Uint8Array
}

/**
 * Keeps tabs as bytes. All methods throw `E_STORE_UNAVAILABLE` when the store cannot be reached.
 */
export interface StateStore {
  /** What is in it outlives the process, so an answer waits until its tab is stored. */
  readonly lasting: boolean
  /** Other processes use it as well, so a tab may be taken from here. */
  readonly shared: boolean
  /**
   * Makes a process the owner of a tab. Whoever owned it cannot write it any more.
   *
   * @returns undefined when there is no such tab
   */
  claim(id: string, owner: string): Promise<ClaimedTab | undefined>
  /** Who owns a tab; undefined when there is no such tab. */
  holder(id: string): Promise<Lease | undefined>
  /**
   * Writes a tab, whole or not at all.
   *
   * @param keepFor - milliseconds
   * @returns false when the lease is void, because another process has claimed the tab
   */
  write(id: string, lease: Lease, data: Uint8Array, keepFor: number): Promise<boolean>
  /**
   * The owners do not need these tabs any more: the next claim need not ask them.
   */
  release(leases: ReadonlyMap<string, Lease>): Promise<void>
  /** Keeps tabs for another while. */
  touch(ids: readonly string[], keepFor: number): Promise<void>
  remove(id: string): Promise<void>
  /** Resolves when the store answers. */
  check(): Promise<void>
  close(): Promise<void>
}
