/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../protocol/main.ts'
import type { Tab, TabPart } from '../../tabs/main.ts'
import type { DeclaredFile } from './declared_files.ts'
import { UPLOADS } from './decorator.ts'
import type { BucketPlace } from './direct/main.ts'

/** A file that a tab has a claim for. */
export interface TabUpload extends DeclaredFile {
  /** Names the file on disk. */
  id: string
  /** Id of the state whose event it is for. */
  state: string
  /** Name of that event. */
  event: string
  /** Where its browser sends it, if that is not the application. */
  bucket?: BucketPlace
}

/** What happens to files of a tab. */
export interface TabUploadsHooks {
  /** So many more files of the tab are on their way to disks of Drive, or fewer. */
  counted(change: number): void
  /** Nobody will use these files. */
  discard(uploads: readonly TabUpload[]): Promise<void>
  /** The browser is to send the rest of these files to another process. */
  release(ids: readonly string[]): Promise<void>
  /** The browser asks for a new claim: undefined for a file that the tab does not have. */
  renew(ref: string, upload: TabUpload | undefined): Promise<void>
}

/**
 * The files that one tab has claims for, and that no event has had yet.
 */
export class TabUploads implements TabPart {
  #hooks: TabUploadsHooks
  #uploads = new Map<string, TabUpload>()
  /** The tab is here: another process counts its files later. */
  #isHere = true

  constructor(hooks: TabUploadsHooks) {
    this.#hooks = hooks
  }

  get count(): number {
    return this.#uploads.size
  }

  /** How many of them are on their way to a disk of Drive. */
  get direct(): number {
    return this.#uploads.values().reduce((sum, { bucket }) => sum + Number(bucket !== undefined), 0)
  }

  /** Bytes that the files have, or will have. */
  get bytes(): number {
    return this.#uploads.values().reduce((sum, { size }) => sum + size, 0)
  }

  add(upload: TabUpload): void {
    this.#uploads.set(upload.ref, upload)
    this.#count(Number(upload.bucket !== undefined))
  }

  /**
   * A file goes to a disk of Drive, or does not.
   *
   * @param bucket - where to; undefined for the application
   */
  send(upload: TabUpload, bucket: BucketPlace | undefined): void {
    const change = Number(bucket !== undefined) - Number(upload.bucket !== undefined)
    upload.bucket = bucket
    if (this.#has(upload)) this.#count(change)
  }

  find(ref: unknown): TabUpload | undefined {
    return typeof ref === 'string' ? this.#uploads.get(ref) : undefined
  }

  /** An event has the file now. */
  take(upload: TabUpload): void {
    // A new one may have its name by now
    if (!this.#has(upload)) return
    this.#uploads.delete(upload.ref)
    this.#count(-Number(upload.bucket !== undefined))
  }

  /**
   * The browser has given files up, which it lists. Or it has one whose claim is refused by now, since the session
   * of its tab has got another id.
   *
   * @throws what is wrong with what it has sent
   */
  told(data: JsonValue): Promise<void> | undefined {
    if (typeof data === 'string') {
      return this.#hooks.renew(data, this.find(data))
    }
    if (!Array.isArray(data)) throw new TypeError('It names files that are not wanted, or one')
    const dropped = data.flatMap((ref) => this.find(ref) ?? [])
    for (const upload of dropped) this.take(upload)
    return this.#hooks.discard(dropped)
  }

  draining(): Promise<void> {
    return this.#hooks.release([...this.#uploads.values()].map(({ id }) => id))
  }

  disowned(): Promise<void> {
    return this.#discardAll()
  }

  ended(): void {
    this.#count(-this.direct)
    this.#isHere = false
  }

  dropped(): Promise<void> {
    return this.#discardAll()
  }

  pack(): TabUpload[] | undefined {
    return this.#uploads.size > 0 ? [...this.#uploads.values()] : undefined
  }

  restore(packed: unknown): void {
    for (const upload of packed as TabUpload[]) this.add(upload)
  }

  #discardAll(): Promise<void> {
    const uploads = [...this.#uploads.values()]
    for (const upload of uploads) this.take(upload)
    return this.#hooks.discard(uploads)
  }

  #has(upload: TabUpload): boolean {
    return this.#uploads.get(upload.ref) === upload
  }

  #count(change: number): void {
    if (this.#isHere && change !== 0) this.#hooks.counted(change)
  }
}

/** Those of a tab; undefined where it was opened before any event took files. */
export function uploadsOf(tab: Tab): TabUploads | undefined {
  return tab.parts.get(UPLOADS) as TabUploads | undefined
}
