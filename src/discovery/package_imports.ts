/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A target of `imports` in package.json: a path or package, conditions, or alternatives. */
type ImportTarget = string | null | ImportTarget[] | { [condition: string]: ImportTarget }

interface PackageScope {
  /** Folder of the package.json. */
  folder: string
  imports: Record<string, ImportTarget>
}

/** Conditions under which Vite resolves for a browser. */
const CONDITIONS = new Set(['module', 'browser', 'development', 'production', 'import', 'default'])

/** The part of a pattern before its star decides: the longest wins, as in Node.js. */
function baseLength(pattern: string): number {
  const star = pattern.indexOf('*')
  return star === -1 ? pattern.length : star
}

/**
 * Resolves `#…` specifiers by the `imports` field of the nearest package.json.
 */
export class PackageImports {
  #scopes = new Map<string, PackageScope | undefined>()

  /** From here on package.json files may have changed. */
  reset(): void {
    this.#scopes.clear()
  }

  /**
   * @param specifier - starts with `#`
   * @param importer - absolute path of the importing file
   * @returns a bare specifier or an absolute path; undefined when no entry matches
   */
  resolve(specifier: string, importer: string): string | undefined {
    const scope = this.#scope(dirname(importer))
    if (!scope) return undefined

    const patterns = Object.keys(scope.imports)
      .filter((pattern) => matchStar(pattern, specifier) !== undefined)
      .sort(
        (a, b) => Number(b === specifier) - Number(a === specifier) || baseLength(b) - baseLength(a)
      )
    if (patterns.length === 0) return undefined

    const [pattern] = patterns
    const target = pickTarget(scope.imports[pattern])
    if (!target) return undefined

    const star = matchStar(pattern, specifier) ?? ''
    const path = target.replaceAll('*', () => star)
    return path.startsWith('./') ? join(scope.folder, path).replaceAll('\\', '/') : path
  }

  #scope(folder: string): PackageScope | undefined {
    if (this.#scopes.has(folder)) return this.#scopes.get(folder)
    const parent = dirname(folder)
    const scope = readScope(folder) ?? (parent === folder ? undefined : this.#scope(parent))
    this.#scopes.set(folder, scope)
    return scope
  }
}

function readScope(folder: string): PackageScope | undefined {
  let text: string
  try {
    text = readFileSync(join(folder, 'package.json'), 'utf8')
  } catch {
    return undefined
  }
  const content = JSON.parse(text) as { imports?: Record<string, ImportTarget> }
  return { folder, imports: content.imports ?? {} }
}

/** What the star of a pattern stands for; empty for an exact match. */
function matchStar(pattern: string, specifier: string): string | undefined {
  const star = pattern.indexOf('*')
  if (star === -1) return pattern === specifier ? '' : undefined
  const prefix = pattern.slice(0, star)
  const suffix = pattern.slice(star + 1)
  if (specifier.length < prefix.length + suffix.length) return undefined
  if (!specifier.startsWith(prefix) || !specifier.endsWith(suffix)) return undefined
  return specifier.slice(prefix.length, specifier.length - suffix.length)
}

function pickTarget(target: ImportTarget): string | undefined {
  if (typeof target === 'string') return target
  if (target === null) return undefined
  if (Array.isArray(target)) {
    for (const alternative of target) {
      const picked = pickTarget(alternative)
      if (picked) return picked
    }
    return undefined
  }
  for (const [condition, nested] of Object.entries(target)) {
    if (!CONDITIONS.has(condition)) continue
    const picked = pickTarget(nested)
    if (picked) return picked
  }
  return undefined
}
