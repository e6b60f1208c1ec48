/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { MANIFEST_FILE } from '../pages/manifest.ts'

/** Where a folder says which builds it has the files of. */
const RECORD = '.vite/reflex_builds.json'

/** A build, and its files by their paths in the folder, with forward slashes. */
export interface BuiltFiles {
  build: string
  files: string[]
}

/**
 * A folder with the browser's files of one or several builds.
 */
export class AssetFolder {
  constructor(readonly path: string) {}

  /**
   * Whose manifest is there: the server that serves this folder needs the files of this build.
   */
  async ownBuild(): Promise<string | undefined> {
    const manifest = await this.#json<{ build?: unknown }>(MANIFEST_FILE)
    return typeof manifest?.build === 'string' ? manifest.build : undefined
  }

  /** The builds that it has the files of, oldest first. */
  async builds(): Promise<BuiltFiles[]> {
    const recorded = (await this.#json<BuiltFiles[]>(RECORD)) ?? []
    const own = await this.ownBuild()
    if (own === undefined || recorded.some(({ build }) => build === own)) return recorded
    // What Vite has left: its folder was empty before
    return [...recorded, { build: own, files: await this.#files() }]
  }

  async note(builds: readonly BuiltFiles[]): Promise<void> {
    await this.#write(RECORD, `${JSON.stringify(builds)}\n`)
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
    const target = join(this.path, file)
    await mkdir(dirname(target), { recursive: true })
    const part = `${target}.part`
    await copyFile(join(from.path, file), part)
    await rename(part, target)
  }

  async remove(file: string): Promise<void> {
    await rm(join(this.path, file), { force: true })
  }

  async #write(file: string, contents: string): Promise<void> {
    const target = join(this.path, file)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(`${target}.part`, contents)
    await rename(`${target}.part`, target)
  }

  async #json<T>(file: string): Promise<T | undefined> {
    const contents = await this.read(file)
    return contents && (JSON.parse(contents.toString()) as T)
  }

  /** All files but those of Vite's own folder. */
  async #files(): Promise<string[]> {
    const entries = await readdir(this.path, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.path.length + 1))
      .map((file) => file.replaceAll(sep, '/'))
      .filter((file) => !file.startsWith('.'))
      .sort()
  }
}
