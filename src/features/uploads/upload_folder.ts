/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, stat, statfs, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { E_UPLOAD_BUSY, E_UPLOAD_CLAIM, E_UPLOAD_NO_SPACE } from './exceptions.ts'
import { FolderUsage } from './folder_usage.ts'
import { HeldFile } from './held_file.ts'

/** What the folder has: `<id>`, and `<id>.<since>-<holder>` while somebody holds it. */
const OWN_NAME = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:\.(\d{13})-[\da-f-]{36})?$/

/** Bytes after which the disk is looked at again: what is claimed at one moment is written at another. */
const LOOK_EVERY = 16 * 1024 * 1024

/** Looks for a file, which has another name from one moment to the next. */
const LOOKS = 3

/** Only the process may read what visitors have sent. */
const MODE = 0o600

export interface UploadFolderOptions {
  /** Absolute path. It is made when something comes. */
  path: string
  /** Bytes that its disk keeps free. */
  freeSpace: number
  /** Files that it may have at once, whoever has sent them. */
  totalFiles: number
  /** Bytes that they may have together; undefined for half of what the disk would have free without them. */
  totalBytes: number | undefined
  /** Milliseconds without a byte after which a file is not being written any more. */
  stallAfter: number
}

/**
 * The files that browsers have sent and that no event has had yet, in a folder that several processes may share.
 * Each has a name of its own making. It is there, empty, from its claim on, so a claim without its file has
 * been used. Whoever writes or takes a file renames it to a name that nobody else has made. Of several who do so,
 * also to a file whose holder is gone, one finds it: so nobody changes what has been looked at.
 */
export class UploadFolder {
  readonly path: string
  #options: UploadFolderOptions
  #usage: FolderUsage
  /** Bytes that may be written, whatever file they are for, before the disk is looked at. */
  #allowance = 0

  constructor(options: UploadFolderOptions) {
    this.path = options.path
    this.#options = options
    this.#usage = new FolderUsage(options.path)
  }

  /** Where a file is that nobody holds. */
  pathOf(id: string): string {
    return join(this.path, id)
  }

  /**
   * Makes an empty file.
   *
   * @throws E_UPLOAD_NO_SPACE
   */
  async create(id: string): Promise<void> {
    await this.#guard(async () => {
      const file = await open(this.pathOf(id), 'wx', MODE)
      await file.close()
    })
  }

  /**
   * Makes the folder, and sees whether it has room. That is kept for nobody: whoever writes asks again.
   *
   * @param files - that are to come
   * @param size - bytes of all of them
   * @throws E_UPLOAD_NO_SPACE
   */
  async makeRoom(files: number, size: number): Promise<void> {
    await this.#guard(async () => {
      await mkdir(this.path, { recursive: true })
      const usage = await this.#usage.current()
      const { totalFiles } = this.#options
      if (usage.files + files > totalFiles) {
        throw new E_UPLOAD_NO_SPACE([`"${this.path}" has uploads.totalFiles of files`])
      }
      // They count at once: others ask while the disk is looked at
      usage.files += files
      try {
        await this.#spare(size)
      } catch (error) {
        usage.files -= files
        throw error
      }
    })
  }

  /**
   * @returns bytes that have come
   * @throws E_UPLOAD_CLAIM when there is no such file
   */
  async sizeOf(id: string): Promise<number> {
    const { size } = await this.#seek(id, (path) => stat(path))
    return size
  }

  /**
   * Keeps others from a file.
   *
   * @throws E_UPLOAD_BUSY when somebody else has it; E_UPLOAD_CLAIM when there is no such file
   */
  async hold(id: string): Promise<HeldFile> {
    return this.#seek(id, async (path, since) => {
      if (since !== undefined && !(await this.#isAbandoned(path, since))) throw new E_UPLOAD_BUSY()
      const free = this.pathOf(id)
      const own = `${free}.${Date.now()}-${randomUUID()}`
      await rename(path, own)
      return new HeldFile(own, free, (size) => this.#allow(size))
    })
  }

  /** What a failed write means for a browser. */
  explain(error: unknown): unknown {
    const code = codeOf(error)
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      return new E_UPLOAD_NO_SPACE([`the disk of "${this.path}" is full`], { cause: error })
    }
    return code === 'ENOENT' ? missing(error) : error
  }

  /** Removes a file, whoever holds it. */
  async remove(id: string): Promise<void> {
    await this.#seek(id, unlink).catch((error) => {
      if (!(error instanceof E_UPLOAD_CLAIM)) throw error
    })
  }

  /**
   * Removes what nobody has written to or taken for that long, whoever has made it.
   *
   * @param age - milliseconds
   */
  async sweep(age: number): Promise<void> {
    const before = Date.now() - age
    for (const name of await readdir(this.path).catch(() => [])) {
      const own = OWN_NAME.exec(name)
      if (!own || Number(own[1] ?? 0) >= before) continue
      const path = join(this.path, name)
      const found = await stat(path).catch(() => undefined)
      if (found && found.mtimeMs < before) await unlink(path).catch(() => {})
    }
  }

  /**
   * Does something with a file, whatever its name is at this moment.
   *
   * @param work - gets its path, and when it was taken in milliseconds where somebody holds it
   * @throws E_UPLOAD_CLAIM when there is no such file, and what the work throws
   */
  async #seek<T>(
    id: string,
    work: (path: string, since: number | undefined) => Promise<T>
  ): Promise<T> {
    let failure: unknown
    for (let look = 0; look < LOOKS; look++) {
      try {
        return await work(this.pathOf(id), undefined)
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw this.explain(error)
        failure = error
      }
      const names = await readdir(this.path).catch(() => [])
      const held = names.find((name) => name.startsWith(`${id}.`))
      if (held === undefined) continue
      try {
        return await work(join(this.path, held), Number(OWN_NAME.exec(held)?.[1] ?? 0))
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw this.explain(error)
      }
    }
    throw missing(failure)
  }

  /** Many files that had room by themselves may have none together. */
  async #allow(size: number): Promise<void> {
    this.#allowance -= size
    if (this.#allowance >= 0) return
    const spare = await this.#spare(size)
    const allowed = Math.min(spare, LOOK_EVERY)
    await this.#usage.add({ files: 0, bytes: allowed })
    this.#allowance = allowed - size
  }

  /**
   * @param size - bytes that are wanted
   * @returns bytes that may come besides those that are there
   * @throws E_UPLOAD_NO_SPACE
   */
  async #spare(size: number): Promise<number> {
    const { freeSpace, totalBytes } = this.#options
    const [{ bavail, bsize }, usage] = await Promise.all([statfs(this.path), this.#usage.current()])
    const free = bavail * bsize
    const spare = free - freeSpace
    if (spare < size) {
      throw new E_UPLOAD_NO_SPACE([
        `the disk of "${this.path}" is full, or would have less free space than uploads.freeSpace`,
      ])
    }
    const left = (totalBytes ?? (free + usage.bytes) / 2) - usage.bytes
    if (left < size) {
      throw new E_UPLOAD_NO_SPACE([`"${this.path}" has as many bytes as uploads.totalBytes allows`])
    }
    return Math.min(spare, left)
  }

  /** A holder that lives has had a byte not long ago. */
  async #isAbandoned(path: string, since: number): Promise<boolean> {
    const { mtimeMs } = await stat(path)
    return Date.now() - Math.max(mtimeMs, since) > 2 * this.#options.stallAfter
  }

  /** @throws E_UPLOAD_NO_SPACE in place of what the disk says */
  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw this.explain(error)
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string } | undefined)?.code
}

function missing(error: unknown): unknown {
  if (codeOf(error) !== 'ENOENT') return error
  return new E_UPLOAD_CLAIM(['its file was used or cancelled, or is not on this machine'])
}
