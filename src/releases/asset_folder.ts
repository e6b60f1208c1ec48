/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Stats } from 'node:fs'
import { randomUUID } from 'node:crypto'
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { MANIFEST_FILE } from '../pages/main.ts'
import { isInside, isRecord } from './build_record.ts'
import type { BuiltFiles } from './build_record.ts'
import { E_ASSET_FOLDER } from './exceptions.ts'
import { isAbsence } from './file_faults.ts'
import { FolderLock } from './folder_lock.ts'
import { readRegular } from './regular_file.ts'
import type { RegularFile } from './regular_file.ts'

/** Where a folder says which builds it has the files of. */
const RECORD = '.vite/reflex_builds.json'

/** Who brings files here. */
const LOCK = '.vite/reflex_deploy.lock'

/** Files that are not whole yet. No server sends what begins with a dot. */
const PARTS = '.vite/reflex_parts'

/**
 * A folder with the browser's files of one or several builds.
 */
export class AssetFolder {
  /** Absolute. */
  readonly path: string
  #lock: FolderLock | undefined

  constructor(path: string) {
    this.path = resolve(path)
  }

  /**
   * The folder itself, whichever links lead there. Undefined where there is none.
   *
   * @throws E_ASSET_FOLDER when it is a file
   */
  async realPath(): Promise<string | undefined> {
    try {
      const found = await stat(this.path)
      if (found.isDirectory()) return await realpath(this.path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
    throw new E_ASSET_FOLDER([`"${this.path}" is a file`, 'Name a folder'])
  }

  /** Whether there is nothing in it, but for what others may be about to bring. */
  async isEmpty(): Promise<boolean> {
    const names = await readdir(this.path)
    return names.every((name) => name === dirname(LOCK))
  }

  /** Whether files of builds were brought here, or Vite has built here. */
  async hasBuilds(): Promise<boolean> {
    const builds = await this.builds()
    return builds.length > 0
  }

  /**
   * Lets nobody else bring files here until the lock is released. What a lost one has left is removed.
   *
   * @throws E_ASSET_FOLDER when a link leads out of the folder: nothing is changed then
   */
  async lock(): Promise<FolderLock> {
    await this.#checkLinks(LOCK)
    const lock = await FolderLock.acquire(join(this.path, LOCK))
    try {
      // Others may have been here while it waited
      await this.#checkLinks(PARTS)
      await rm(join(this.path, PARTS), { recursive: true, force: true })
    } catch (error) {
      await lock.release()
      throw error
    }
    this.#lock = lock
    return lock
  }

  async create(): Promise<void> {
    await mkdir(this.path, { recursive: true })
  }

  /**
   * Whose manifest is there: the server that serves this folder needs the files of this build.
   *
   * @throws E_ASSET_FOLDER when the manifest is damaged
   */
  async ownBuild(): Promise<string | undefined> {
    const manifest = (await this.#json(MANIFEST_FILE)) as { build?: unknown } | null | undefined
    return typeof manifest?.build === 'string' && manifest.build !== '' ? manifest.build : undefined
  }

  /**
   * The builds that it has the files of, oldest first.
   *
   * @throws E_ASSET_FOLDER when its record or its manifest is damaged
   */
  async builds(): Promise<BuiltFiles[]> {
    const recorded = (await this.#json(RECORD)) ?? []
    if (!isRecord(recorded))
      throw this.#damaged(RECORD, 'it is not a list of builds and their files')
    const own = await this.ownBuild()
    if (own === undefined || recorded.some(({ build }) => build === own)) return recorded
    // What Vite has left: its folder was empty before
    return [...recorded, { build: own, files: await this.#files() }]
  }

  async note(builds: readonly BuiltFiles[]): Promise<void> {
    const contents = `${JSON.stringify(builds)}\n`
    await this.#put(RECORD, (part) => writeFile(part, contents))
  }

  /** The contents of a file, as `find`. */
  async read(file: string): Promise<Buffer | undefined> {
    const found = await this.find(file)
    return found?.contents
  }

  /**
   * Undefined when the file does not exist.
   *
   * @throws E_ASSET_FOLDER when it is something else, or a link leads out of the folder
   */
  async find(file: string): Promise<RegularFile | undefined> {
    const path = await existing(join(this.path, file))
    if (path === undefined) return undefined
    await this.#checkInside(file, path)
    return readRegular(path)
  }

  /**
   * A file that has to be there.
   *
   * @throws E_ASSET_FOLDER when it is not, and as `find`
   */
  async require(file: string): Promise<RegularFile> {
    const found = await this.find(file)
    if (found) return found
    const remedy = 'Bring it back or build again, and let nothing else remove files meanwhile'
    throw new E_ASSET_FOLDER([`The file "${join(this.path, file)}" is missing`, remedy])
  }

  /**
   * Takes a file of another folder, whole: nobody who asks for it gets half of it.
   *
   * @throws E_ASSET_FOLDER as `remove`
   */
  async write(file: string, { contents, mode }: RegularFile): Promise<void> {
    await this.#put(file, async (part) => {
      await writeFile(part, contents)
      await chmod(part, mode)
    })
  }

  /**
   * @throws E_ASSET_FOLDER when a link leads out of the folder, or its lock was lost
   */
  async remove(file: string): Promise<void> {
    await this.#checkLinks(file)
    await this.#checkLock()
    try {
      await rm(join(this.path, file), { force: true })
    } catch (error) {
      if (!isAbsence(error)) throw error
    }
  }

  async #put(file: string, write: (part: string) => Promise<void>): Promise<void> {
    const name = `${PARTS}/${randomUUID()}`
    const [target, part] = [join(this.path, file), join(this.path, name)]
    await this.#checkLinks(file)
    await this.#checkLinks(name)
    await this.#checkLock()
    await mkdir(dirname(target), { recursive: true })
    await mkdir(dirname(part), { recursive: true })
    await write(part)
    // Writing may have taken long
    await this.#checkLock()
    await rename(part, target)
  }

  /** Who was silent for too long, as a process that was stopped, has lost its lock to others. */
  async #checkLock(): Promise<void> {
    if (await this.#lock?.held()) return
    const problem = `Another process has taken over the lock of "${this.path}"`
    throw new E_ASSET_FOLDER([problem, 'Run the command again once the other one has ended'])
  }

  /** A folder in it may be a link to somewhere else. */
  async #checkLinks(file: string): Promise<void> {
    let parent = dirname(join(this.path, file))
    let place: string | undefined
    while (!(place = await existing(parent))) {
      const found = await look(parent)
      if (found?.isSymbolicLink()) this.#leadsOut(file)
      // Another deploy may have made it between the two looks
      if (!found) parent = dirname(parent)
    }
    await this.#checkInside(file, place)
  }

  async #checkInside(file: string, place: string): Promise<void> {
    const root = await realpath(this.path)
    if (place !== root && !place.startsWith(root + sep)) this.#leadsOut(file)
  }

  #leadsOut(file: string): never {
    throw new E_ASSET_FOLDER([
      `A link leads from "${file}" out of the folder "${this.path}"`,
      'Replace the link with what it stands for',
    ])
  }

  async #json(file: string): Promise<unknown> {
    const contents = await this.read(file)
    if (!contents) return undefined
    try {
      return JSON.parse(contents.toString()) as unknown
    } catch (error) {
      throw this.#damaged(file, 'it is not JSON', error)
    }
  }

  #damaged(file: string, why: string, cause?: unknown) {
    const remedy =
      file === RECORD
        ? 'Remove it: the files of builds that nothing else names stay then'
        : 'Build again'
    return new E_ASSET_FOLDER([`Cannot use "${join(this.path, file)}": ${why}`, remedy], { cause })
  }

  /** All files but those of Vite's own folder. */
  async #files(): Promise<string[]> {
    const entries = await readdir(this.path, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.path, join(entry.parentPath, entry.name)))
      .map((file) => file.replaceAll(sep, '/'))
      .filter((file) => isInside(file))
      .sort()
  }
}

/** Where a path leads to. Undefined where nothing is there. */
async function existing(path: string): Promise<string | undefined> {
  try {
    return await realpath(path)
  } catch (error) {
    if (isAbsence(error)) return undefined
    throw error
  }
}

/** What has this name, though it may be a link that leads nowhere. */
async function look(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path)
  } catch (error) {
    if (isAbsence(error)) return undefined
    throw error
  }
}
