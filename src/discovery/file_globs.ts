/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob } from 'node:fs/promises'
import { matchesGlob } from 'node:path'
import type { AppPaths } from '../pages/main.ts'

/**
 * Files of the application that match one of some globs.
 */
export class FileGlobs {
  /** Relative to the application root. */
  readonly globs: readonly string[]
  #paths: AppPaths
  #matches = new Map<string, boolean>()

  /**
   * @param globs - relative to the application root
   */
  constructor(paths: AppPaths, globs: string[]) {
    this.#paths = paths
    this.globs = globs.map((pattern) => pattern.replace(/^\.\//, ''))
  }

  /** Absolute paths of all files, sorted by id. */
  async list(): Promise<string[]> {
    const files = new Set<string>()
    for await (const path of glob([...this.globs], { cwd: this.#paths.root })) {
      const file = this.#paths.file(path)
      if (this.#paths.owns(file)) files.add(file)
    }
    return [...files].sort()
  }

  /**
   * @param file - absolute path
   */
  has(file: string): boolean {
    let matches = this.#matches.get(file)
    if (matches === undefined) {
      matches = this.#paths.owns(file) && this.#matching(this.#paths.id(file)) !== undefined
      this.#matches.set(file, matches)
    }
    return matches
  }

  /** The id of a file without the folder in which its glob begins: `products/show.tsx`. */
  pathInside(id: string): string {
    const pattern = this.#matching(id) ?? ''
    const folder = /^[^*?{}[\]!()]*\//.exec(pattern)?.[0] ?? ''
    return id.startsWith(folder) ? id.slice(folder.length) : id
  }

  #matching(id: string): string | undefined {
    return this.globs.find((pattern) => matchesGlob(id, pattern))
  }
}
