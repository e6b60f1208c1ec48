/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import {
  copyFile,
  mkdir,
  readdir,
  readFile,
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
import { FolderLock } from './folder_lock.ts'

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

  constructor(path: string) {
    this.path = resolve(path)
  }

  /**
   * The folder itself, whichever links lead there. Undefined where there is none.
   *
   * @throws E_ASSET_FOLDER when it is a file
   */
  async place(): Promise<string | undefined> {
    try {
      const found = await stat(this.path)
      if (found.isDirectory()) return await realpath(this.path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
    throw new E_ASSET_FOLDER([this.path, 'it is a file. Name a folder'])
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

  /** Lets nobody else bring files here until the lock is released. What a lost one has left is removed. */
  async lock(): Promise<FolderLock> {
    const lock = await FolderLock.take(join(this.path, LOCK))
    await rm(join(this.path, PARTS), { recursive: true, force: true })
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
    return typeof manifest?.build === 'string' ? manifest.build : undefined
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

  /** Undefined where there is no such file. */
  async read(file: string): Promise<Buffer | undefined> {
    try {
      return await readFile(join(this.path, file))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  /** Takes a file of another folder, whole: nobody who asks for it gets half of it. */
  async take(file: string, from: AssetFolder): Promise<void> {
    await this.#put(file, (part) => copyFile(join(from.path, file), part))
  }

  async remove(file: string): Promise<void> {
    await this.#checkLinks(file)
    await rm(join(this.path, file), { force: true })
  }

  async #put(file: string, write: (part: string) => Promise<void>): Promise<void> {
    await this.#checkLinks(file)
    const target = join(this.path, file)
    const part = join(this.path, PARTS, randomUUID())
    await mkdir(dirname(target), { recursive: true })
    await mkdir(dirname(part), { recursive: true })
    await write(part)
    await rename(part, target)
  }

  /** A folder in it may be a link to somewhere else. */
  async #checkLinks(file: string): Promise<void> {
    const root = await realpath(this.path)
    let parent = dirname(join(this.path, file))
    let place: string | undefined
    while (!(place = await existing(parent))) parent = dirname(parent)
    if (place === root || place.startsWith(root + sep)) return
    throw new E_ASSET_FOLDER([this.path, `a link leads from "${file}" out of it`])
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
    return new E_ASSET_FOLDER([join(this.path, file), `${why}. ${remedy}`], { cause })
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

async function existing(path: string): Promise<string | undefined> {
  try {
    return await realpath(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
