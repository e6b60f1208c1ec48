/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Plugin, Rolldown } from 'vite'
import type { ImportTarget } from '../discovery/main.ts'
import { toPluginError } from '../overlay/main.ts'
import { SCRIPT } from './project.ts'
import type { Project } from './project.ts'

/** An id that Vite's search for dependencies takes as somebody else's business. */
const OUTSIDE = '\0reflex-adonis:server'

const LEAF: ImportTarget = { kind: 'leaf' }

/** Vite asks for ids while it looks for dependencies to bundle ahead, before it transforms. */
function isScan(options: object): boolean {
  return 'scan' in options && options.scan === true
}

/** An import as a bundler has it. */
interface BundlerImport {
  source: string
  /** Absolute path of the importing file. */
  from: string
}

/**
 * Judges imports of browser code by what Vite resolves them to.
 */
class BrowserGuard {
  #project: Project
  #warned = new Set<string>()

  constructor(project: Project) {
    this.#project = project
  }

  /** The import, when it is one of the application's own code. */
  ownImport(source: string, importer: string | undefined): BundlerImport | undefined {
    const from = importer && this.#project.fileOf(importer)
    if (!from || source.includes('\0') || !SCRIPT.test(from)) return undefined
    return this.#project.scanner.paths.owns(from) ? { source, from } : undefined
  }

  /**
   * @param resolve - asks Vite for the id of the import
   */
  async judge(
    { source }: BundlerImport,
    resolve: () => Promise<Rolldown.ResolvedId | null>
  ): Promise<ImportTarget> {
    const { graph, paths } = this.#project.scanner
    const isBare = !/^[./#]/.test(source)
    if (isBare) {
      const target = graph.judge({ kind: 'package', specifier: source })
      if (target.kind === 'refused') return target
    }

    const resolved = await resolve()
    if (!resolved || resolved.external || resolved.id.includes('\0')) return LEAF
    const [, file, query] = /^([^?]*)(.*)$/s.exec(resolved.id)!
    // A bare specifier may still be a file of the application, by tsconfig paths or a plugin.
    return isBare && !paths.owns(file) ? LEAF : graph.judge({ kind: 'file', file, query })
  }

  /**
   * @throws E_SERVER_ONLY_IMPORT
   * @throws E_SERVER_ONLY_EXPORT
   */
  async check({ source, from }: BundlerImport, target: ImportTarget): Promise<void> {
    const { scanner } = this.#project
    if (target.kind === 'refused') {
      const roots = await scanner.roots()
      scanner.graph.startPass()
      throw scanner.graph.refusal(target.what, from, source, roots)
    }
    if (target.kind === 'state') {
      scanner.graph.startPass()
      scanner.graph.checkStateImport(from, target.file)
    }
  }

  /** Warns, once, of an import that only Vite can follow: the server does not see behind it. */
  blindSpot({ source, from }: BundlerImport, target: ImportTarget): string | undefined {
    const { graph, paths } = this.#project.scanner
    if (target.kind === 'leaf' || graph.target(source, from).kind !== 'leaf') return undefined
    // The file may be newer than what the graph remembers.
    graph.startPass()
    if (graph.target(source, from).kind !== 'leaf') return undefined
    const key = `${from}\n${source}`
    if (this.#warned.has(key)) return undefined
    this.#warned.add(key)
    return (
      `The server cannot follow "${source}" in ${paths.id(from)}, so pages do not reach the ` +
      'states behind it. Use a relative path, a subpath import (#…) or resolve.alias'
    )
  }
}

/**
 * Keeps server code out of the browser: refuses the import, and says how a page came to it.
 */
export function browserGuard(project: Project): Plugin {
  const guard = new BrowserGuard(project)
  return {
    name: 'reflex-adonis:browser-guard',
    enforce: 'pre',

    resolveId: {
      order: 'pre',
      async handler(source, importer, options) {
        if (this.environment.config.consumer !== 'client') return null
        const own = guard.ownImport(source, importer)
        if (!own) return null

        const target = await guard.judge(own, () =>
          this.resolve(source, importer, { ...options, skipSelf: true })
        )
        if (isScan(options)) {
          // Followed, a state file's own imports would be bundled for the browser.
          return target.kind === 'state' || target.kind === 'refused' ? OUTSIDE : null
        }
        try {
          await guard.check(own, target)
        } catch (error) {
          this.error(toPluginError(error))
        }
        const warning = guard.blindSpot(own, target)
        if (warning) this.warn(warning)
        return null
      },
    },
  }
}
