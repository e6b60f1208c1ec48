/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AppPaths, ImportHop } from '../pages/main.ts'
import type { BrowserBoundary } from './browser_boundary.ts'
import { E_SERVER_ONLY_EXPORT, E_SERVER_ONLY_IMPORT, E_SOURCE_SYNTAX } from '../pages/main.ts'
import type { FileGlobs } from './file_globs.ts'
import type { ModuleCache } from './module_cache.ts'
import type { ModuleResolver, Resolution } from './module_resolver.ts'
import type { ModuleImport, ParsedModule } from './parsed_module.ts'
import { StateParser } from './state_parser.ts'

/** What an import leads to, seen from browser code. */
export type ImportTarget =
  /** More browser code. */
  | { kind: 'module'; file: string }
  /** A state file. The browser gets a stub of it. */
  | { kind: 'state'; file: string }
  /** A package, an asset, or what only Vite knows. */
  | { kind: 'leaf' }
  /** Server code: what it is, in words. */
  | { kind: 'refused'; what: string }

/** Files whose code a page brings to the browser. */
export interface ReachedFiles {
  /** Absolute paths of browser modules, the root included. */
  modules: Set<string>
  /** What is imported from state files, by their absolute paths: export names, or `*` for all. */
  states: Map<string, Set<string>>
}

/** An import and the module that has it. */
interface Step {
  from: string
  specifier: string
  offset: number
}

interface ImportGraphParts {
  paths: AppPaths
  modules: ModuleCache
  resolver: ModuleResolver
  boundary: BrowserBoundary
  states: FileGlobs
}

const SCRIPT = /\.[cm]?[jt]sx?$/

/**
 * Follows the imports of browser code. State files end a path: what they import stays on the
 * server.
 */
export class ImportGraph {
  #paths: AppPaths
  #modules: ModuleCache
  #resolver: ModuleResolver
  #boundary: BrowserBoundary
  #states: FileGlobs

  constructor(parts: ImportGraphParts) {
    this.#paths = parts.paths
    this.#modules = parts.modules
    this.#resolver = parts.resolver
    this.#boundary = parts.boundary
    this.#states = parts.states
  }

  /** From here on files may have changed. */
  startPass(): void {
    this.#modules.startPass()
    this.#resolver.startPass()
  }

  /**
   * All that a file brings to the browser.
   *
   * @param root - absolute path of a page or of the browser's entry
   * @param isEnd - files that are left out, with what they import
   * @throws E_SERVER_ONLY_IMPORT with the way to it
   * @throws E_SERVER_ONLY_EXPORT
   */
  walk(root: string, isEnd: (file: string) => boolean = () => false): ReachedFiles {
    const reached: ReachedFiles = { modules: new Set([root]), states: new Map() }
    const steps = new Map<string, Step>()
    const queue = [root]

    for (const file of queue) {
      const module = this.#modules.get(file)
      for (const { specifier, offset, names } of module.imports) {
        const target = this.target(specifier, file)
        if (target.kind === 'leaf') continue
        if (target.kind === 'refused') {
          throw this.#refusal(target.what, [
            ...trace(steps, file),
            { from: file, specifier, offset },
          ])
        }
        if (target.kind === 'state') {
          this.#checkNames(module, { specifier, offset, names }, target.file)
          addNames(reached.states, target.file, names)
        } else if (!reached.modules.has(target.file) && !isEnd(target.file)) {
          reached.modules.add(target.file)
          steps.set(target.file, { from: file, specifier, offset })
          queue.push(target.file)
        }
      }
    }
    return reached
  }

  /**
   * @param specifier - as written
   * @param importer - absolute path of the importing file
   */
  target(specifier: string, importer: string): ImportTarget {
    return this.judge(this.#resolver.resolve(specifier, importer))
  }

  /** What a resolved import is to a browser. */
  judge(resolution: Resolution): ImportTarget {
    if (resolution.kind === 'unknown') return { kind: 'leaf' }
    if (resolution.kind === 'package') {
      const what = this.#boundary.refusePackage(resolution.specifier)
      return what ? { kind: 'refused', what } : { kind: 'leaf' }
    }

    const { file, query } = resolution
    if (this.#states.has(file)) {
      // A query such as ?raw would bring the very source that the stub keeps back.
      if (query) return { kind: 'refused', what: `the source of "${this.#paths.id(file)}"` }
      return { kind: 'state', file }
    }
    const what = this.#boundary.refuseFile(file)
    if (what) return { kind: 'refused', what }
    const isCode = !query && SCRIPT.test(file) && this.#paths.owns(file)
    return isCode ? { kind: 'module', file } : { kind: 'leaf' }
  }

  /**
   * Checks what a module takes from a state file.
   *
   * @param importer - absolute path of a module
   * @param stateFile - absolute path
   * @throws E_SERVER_ONLY_EXPORT
   */
  checkStateImport(importer: string, stateFile: string): void {
    const module = this.#modules.get(importer)
    for (const entry of module.imports) {
      const target = this.target(entry.specifier, importer)
      if (target.kind === 'state' && target.file === stateFile) {
        this.#checkNames(module, entry, stateFile)
      }
    }
  }

  /**
   * The error for an import that a bundler met, with the way to it from one of the roots.
   *
   * @param what - what the import leads to, in words
   * @param importer - absolute path of the importing module
   * @param specifier - as the bundler has it, which may be after its aliases
   * @param roots - absolute paths of the pages and the entry
   */
  refusal(
    what: string,
    importer: string,
    specifier: string,
    roots: string[]
  ): InstanceType<typeof E_SERVER_ONLY_IMPORT> {
    const entry = this.#importsOf(importer).find((candidate) => {
      if (candidate.specifier === specifier) return true
      const target = this.target(candidate.specifier, importer)
      return target.kind === 'refused' && target.what === what
    })
    return this.#refusal(what, [
      ...this.#way(roots, importer),
      { from: importer, specifier: entry?.specifier ?? specifier, offset: entry?.offset ?? -1 },
    ])
  }

  /** Imports from the first root that leads to a module; none when no root does. */
  #way(roots: string[], module: string): Step[] {
    for (const root of roots) {
      const steps = new Map<string, Step>()
      const queue = [root]
      for (const file of queue) {
        if (file === module) return trace(steps, module)
        for (const { specifier, offset } of this.#importsOf(file)) {
          const target = this.target(specifier, file)
          if (target.kind !== 'module' || target.file === root || steps.has(target.file)) continue
          steps.set(target.file, { from: file, specifier, offset })
          queue.push(target.file)
        }
      }
    }
    return []
  }

  /** Imports of a module, or none while it has a syntax error: that is told elsewhere. */
  #importsOf(file: string): ModuleImport[] {
    try {
      return this.#modules.get(file).imports
    } catch (error) {
      if (error instanceof E_SOURCE_SYNTAX) return []
      throw error
    }
  }

  #checkNames(module: ParsedModule, { offset, names }: ModuleImport, stateFile: string): void {
    const { exports, others } = StateParser.parse(this.#modules.get(stateFile))
    const missing = names.find((name) => name !== '*' && !exports.has(name))
    if (missing === undefined) return

    const id = this.#paths.id(stateFile)
    const known = [...exports.keys()].map((name) => `"${name}"`).join(', ')
    const exists = others.includes(missing) || others.includes('*')
    throw new E_SERVER_ONLY_EXPORT(
      `"${module.source.id}" imports "${missing}" from the state file "${id}", ` +
        (exists ? 'which exists on the server only' : 'which has no such export') +
        `. A browser gets its state classes alone${known ? ` (${known})` : ', of which it has none'}. ` +
        'Move what both sides need to app/shared, and write `import type` where only types are needed.',
      module.source.locate(offset)
    )
  }

  #refusal(what: string, steps: Step[]): InstanceType<typeof E_SERVER_ONLY_IMPORT> {
    const chain = steps.map(({ from, specifier, offset }): ImportHop => {
      const { source } = this.#modules.get(from)
      return { id: source.id, line: offset < 0 ? undefined : source.line(offset), specifier }
    })
    const last = steps[steps.length - 1]
    const location =
      last.offset < 0 ? undefined : this.#modules.get(last.from).source.locate(last.offset)
    return new E_SERVER_ONLY_IMPORT(what, chain, location)
  }
}

function addNames(states: Map<string, Set<string>>, file: string, names: string[]): void {
  const known = states.get(file)
  states.set(file, new Set(known ? [...known, ...names] : names))
}

/** Imports that led to a file, first one first. */
function trace(steps: Map<string, Step>, file: string): Step[] {
  const chain: Step[] = []
  for (let step = steps.get(file); step; step = steps.get(step.from)) chain.unshift(step)
  return chain
}
