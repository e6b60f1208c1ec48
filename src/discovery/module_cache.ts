/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFileSync, statSync } from 'node:fs'
import type { AppPaths } from '../pages/main.ts'
import { ParsedModule } from './parsed_module.ts'
import { SourceText } from '../pages/main.ts'

interface CacheEntry {
  mtime: number
  size: number
  module: ParsedModule
}

/**
 * Parses files, each once for as long as it does not change.
 */
export class ModuleCache {
  #paths: AppPaths
  #entries = new Map<string, CacheEntry>()
  /** Files that were found unchanged in this pass. */
  #fresh = new Set<string>()

  constructor(paths: AppPaths) {
    this.#paths = paths
  }

  /** From here on files may have changed. Within a pass a file is looked at once. */
  startPass(): void {
    this.#fresh.clear()
  }

  /**
   * @param file - absolute path of a file that exists
   * @throws E_SOURCE_SYNTAX
   */
  get(file: string): ParsedModule {
    const entry = this.#entries.get(file)
    if (entry && this.#fresh.has(file)) return entry.module

    const { mtimeMs: mtime, size } = statSync(file)
    if (entry && entry.mtime === mtime && entry.size === size) {
      this.#fresh.add(file)
      return entry.module
    }

    const source = new SourceText(file, this.#paths.id(file), readFileSync(file, 'utf8'))
    const module = new ParsedModule(source)
    this.#entries.set(file, { mtime, size, module })
    this.#fresh.add(file)
    return module
  }

  /** Whether the file has been parsed, so it is part of some page or the entry. */
  has(file: string): boolean {
    return this.#entries.has(file)
  }
}
