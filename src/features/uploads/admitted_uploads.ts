/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import type { FeatureHost, Tab } from '../../tabs/main.ts'
import type { DeclaredFile } from './declared_files.ts'
import type { UploadOptions } from './decorator.ts'
import type { DirectUploads } from './direct/main.ts'
import { E_UPLOAD_CLAIM, E_UPLOAD_LIMIT, E_UPLOAD_NO_SPACE } from './exceptions.ts'
import type { UploadLimits } from './limits.ts'
import { uploadsOf } from './tab_uploads.ts'
import type { TabUpload, TabUploads } from './tab_uploads.ts'
import type { UploadClaims } from './upload_claims.ts'
import type { UploadFolder } from './upload_folder.ts'
import type { UploadReceiver } from './upload_receiver.ts'

/** The answer to a browser that wants to send files. */
export type Admission = {
  claims: Record<string, string>
  /** Addresses of files that go to a disk instead. */
  to?: Record<string, string>
  chunk: number
  at: number
}

export interface AdmittedUploadsOptions {
  host: FeatureHost
  limits: UploadLimits
  claims: UploadClaims
  folder: UploadFolder
  receiver: UploadReceiver
  /** Undefined in an application without disks. */
  direct: DirectUploads | undefined
}

/**
 * The files that browsers may send: counts them, makes their claims and addresses, and removes those that are not wanted any more.
 */
export class AdmittedUploads {
  #host: FeatureHost
  #limits: UploadLimits
  #claims: UploadClaims
  #folder: UploadFolder
  #receiver: UploadReceiver
  #direct: DirectUploads | undefined
  /** Files of all tabs that are on their way to disks. */
  #underWay = 0

  constructor({ host, limits, claims, folder, receiver, direct }: AdmittedUploadsOptions) {
    this.#host = host
    this.#limits = limits
    this.#claims = claims
    this.#folder = folder
    this.#receiver = receiver
    this.#direct = direct
  }

  /**
   * @param of - the event that they are for
   * @throws E_UPLOAD_LIMIT, E_UPLOAD_CLAIM, E_UPLOAD_NO_SPACE, E_UPLOAD_CHECKSUM
   */
  async admit(
    tab: Tab,
    declared: readonly DeclaredFile[],
    of: Pick<TabUpload, 'state' | 'event'>,
    options: UploadOptions
  ): Promise<Admission> {
    const uploads = this.#reserve(tab, declared, of)
    const to = await this.#create(tab, uploads, options)
    const claimed = to ? [] : uploads
    const claims = Object.fromEntries(
      claimed.map((upload) => [upload.ref, this.#seal(tab, upload)])
    )
    const { chunkSize, atOnce } = this.#limits
    return { claims, ...(to && { to }), chunk: chunkSize, at: atOnce }
  }

  /** By which a browser sends a file: a claim, or an address. Null where it gets none. */
  async ticket(tab: Tab, upload: TabUpload): Promise<string | null> {
    const { bucket, size } = upload
    if (!bucket) return this.#seal(tab, upload)
    return (await this.#direct!.address(bucket, size)) ?? null
  }

  /** So many more files are on their way to disks, or fewer. */
  counted(change: number): void {
    this.#underWay += change
  }

  /** Nobody will use the file. */
  async discard({ id, bucket }: TabUpload): Promise<void> {
    if (bucket) return this.#direct!.remove(bucket)
    await this.#receiver.abort(id)
    await this.#folder.remove(id)
  }

  /**
   * Counts files as those of the tab, at once: other tabs of its session ask meanwhile.
   *
   * @throws E_UPLOAD_LIMIT, E_UPLOAD_CLAIM
   */
  #reserve(
    tab: Tab,
    declared: readonly DeclaredFile[],
    of: Pick<TabUpload, 'state' | 'event'>
  ): TabUpload[] {
    const { files, bytes } = this.#limits
    const tabs = tab.session === '' ? [tab] : this.#host.tabs.ofSession(tab.session)
    const parts = tabs.flatMap((each) => uploadsOf(each) ?? [])
    const wanted = declared.reduce((sum, { size }) => sum + size, 0)
    const count = parts.reduce((sum, part) => sum + part.count, declared.length)
    if (count > files) throw new E_UPLOAD_LIMIT([`${files} files`, 'files'])
    const size = parts.reduce((sum, part) => sum + part.bytes, wanted)
    if (size > bytes) throw new E_UPLOAD_LIMIT([`${bytes} bytes`, 'bytes'])
    const own = uploadsOf(tab)!
    for (const { ref } of declared) {
      if (own.find(ref)) throw new E_UPLOAD_CLAIM([`the tab has a file "${ref}"`])
    }
    const uploads = declared.map((file) => ({ ...file, ...of, id: randomUUID() }))
    for (const upload of uploads) own.add(upload)
    return uploads
  }

  /**
   * Makes the files that were counted, or addresses for them. Where one cannot be made, none of them counts any longer.
   *
   * @returns the addresses, where browsers send them to a disk
   * @throws E_UPLOAD_NO_SPACE, E_UPLOAD_CHECKSUM
   */
  async #create(
    tab: Tab,
    uploads: readonly TabUpload[],
    options: UploadOptions
  ): Promise<Record<string, string> | undefined> {
    try {
      const addresses = options.direct
        ? await this.#address(uploadsOf(tab)!, uploads, options.disk)
        : undefined
      if (addresses) return addresses
      const size = uploads.reduce((sum, upload) => sum + upload.size, 0)
      await this.#folder.makeRoom(uploads.length, size)
      for (const { id } of uploads) await this.#folder.create(id)
    } catch (error) {
      for (const upload of uploads) uploadsOf(tab)!.take(upload)
      await Promise.all(uploads.map(({ id }) => this.#folder.remove(id)))
      throw error
    }
  }

  /**
   * @returns addresses for files by their refs; undefined for a disk that gives out none
   * @throws E_UPLOAD_NO_SPACE, E_UPLOAD_CHECKSUM
   */
  async #address(
    part: TabUploads,
    uploads: readonly TabUpload[],
    disk: string | undefined
  ): Promise<Record<string, string> | undefined> {
    if (this.#isFull(uploads.length)) {
      throw new E_UPLOAD_NO_SPACE(['uploads.totalFiles of files are on their way to disks'])
    }
    // They count at once: others ask while the addresses are made
    for (const upload of uploads) part.send(upload, this.#direct!.place(disk))
    const addresses: Record<string, string> = {}
    for (const { ref, size, bucket } of uploads) {
      const address = await this.#direct!.address(bucket!, size)
      if (address === undefined) {
        for (const upload of uploads) part.send(upload, undefined)
        return undefined
      }
      addresses[ref] = address
    }
    return addresses
  }

  #isFull(more: number): boolean {
    const { totalFiles } = this.#limits
    if (this.#underWay + more <= totalFiles) return false
    // A tab that could not be taken up from a record has counted files that nobody has
    this.#underWay = 0
    for (const tab of this.#host.tabs.all()) this.#underWay += uploadsOf(tab)?.direct ?? 0
    return this.#underWay + more > totalFiles
  }

  #seal({ id: tab, session }: Tab, { id, size }: TabUpload): string {
    const { chunkSize: chunk } = this.#limits
    return this.#claims.seal({ id, tab, session, size, chunk })
  }
}
