/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { realpathSync, statSync } from 'node:fs'
import { dirname, extname, isAbsolute, join, resolve } from 'node:path'
import type { AppPaths, ImportAlias } from '../pages/main.ts'
import { PackageImports } from './package_imports.ts'

/** Where a specifier leads. */
export type Resolution =
  /** A file on disk. `query` is what followed its name, such as `?raw`. */
  | { kind: 'file'; file: string; query: string }
  /** A package or a module of Node.js, by the specifier that names it. */
  | { kind: 'package'; specifier: string }
  /** Something that only Vite can tell: a virtual module, or a file that does not exist. */
  | { kind: 'unknown' }

const EXTENSIONS = ['.tsx', '.ts', '.jsx', '.js', '.mjs']

/** What a specifier may say for a source in TypeScript. */
const SOURCES: Record<string, string[]> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
}

/**
 * Finds the file that a specifier means, the way Vite does.
 */
export class ModuleResolver {
  #paths: AppPaths
  #aliases: ImportAlias[]
  #packageImports = new PackageImports()
  /** Resolutions of this pass, by folder and specifier. */
  #known = new Map<string, Resolution>()

  constructor(paths: AppPaths, aliases: ImportAlias[] = []) {
    this.#paths = paths
    this.#aliases = aliases
  }

  /** From here on files may have come and gone. */
  startPass(): void {
    this.#known.clear()
    this.#packageImports.reset()
  }

  /**
   * @param specifier - as written in the import
   * @param importer - absolute path of the importing file
   */
  resolve(specifier: string, importer: string): Resolution {
    const key = `${dirname(importer)}\n${specifier}`
    let resolution = this.#known.get(key)
    if (!resolution) {
      resolution = this.#resolve(specifier, importer)
      this.#known.set(key, resolution)
    }
    return resolution
  }

  #resolve(specifier: string, importer: string): Resolution {
    const [, path, query] = /^([^?]*)(.*)$/s.exec(this.#applyAlias(specifier))!

    if (path.startsWith('#')) {
      const target = this.#packageImports.resolve(path, importer)
      if (target === undefined) return { kind: 'unknown' }
      return isAbsolute(target) ? this.#file(target, query) : this.#bare(target)
    }
    if (path === '.' || path === '..' || path.startsWith('./') || path.startsWith('../')) {
      return this.#file(resolve(dirname(importer), path), query)
    }
    if (path.startsWith('/')) {
      const absolute = this.#file(path, query)
      // Vite takes a leading slash for the root of the project when there is no such file.
      return absolute.kind === 'file' ? absolute : this.#file(join(this.#paths.root, path), query)
    }
    return this.#bare(path)
  }

  #bare(specifier: string): Resolution {
    const isVirtual = specifier.includes('\0') || /^(?!node:)[a-z][\w+.-]*:/i.test(specifier)
    return isVirtual ? { kind: 'unknown' } : { kind: 'package', specifier }
  }

  #applyAlias(specifier: string): string {
    for (const { find, replacement } of this.#aliases) {
      if (find instanceof RegExp) {
        if (specifier.search(find) !== -1) return specifier.replace(find, replacement)
      } else if (specifier === find || specifier.startsWith(`${find}/`)) {
        return replacement + specifier.slice(find.length)
      }
    }
    return specifier
  }

  #file(path: string, query: string): Resolution {
    const file = this.#existing(path)
    if (!file) return { kind: 'unknown' }
    return { kind: 'file', file: realpathSync(file).replaceAll('\\', '/'), query }
  }

  #existing(path: string): string | undefined {
    const extension = extname(path)
    const stem = path.slice(0, path.length - extension.length)
    const candidates = [
      path,
      ...(SOURCES[extension] ?? []).map((source) => stem + source),
      ...EXTENSIONS.map((candidate) => path + candidate),
      ...EXTENSIONS.map((candidate) => join(path, `index${candidate}`)),
    ]
    return candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile())
  }
}
