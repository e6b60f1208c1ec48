/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Plugin } from 'vite'
import type { ImportTarget } from '../pages/discovery.ts'
import { toPluginError } from './plugin_error.ts'
import { SCRIPT } from './project.ts'
import type { Project } from './project.ts'

/** An id that Vite's search for dependencies takes as somebody else's business. */
const OUTSIDE = '\0reflex-adonis:server'

/** Vite asks for ids while it looks for dependencies to bundle ahead, before it transforms. */
function isScan(options: object): boolean {
  return 'scan' in options && options.scan === true
}

/**
 * Keeps server code out of the browser: refuses the import, and says how a page came to it.
 */
export function browserGuard(project: Project): Plugin {
  return {
    name: 'reflex-adonis:browser-guard',
    enforce: 'pre',

    resolveId: {
      order: 'pre',
      async handler(source, importer, options) {
        if (this.environment.config.consumer !== 'client') return null
        const { scanner } = project
        const from = importer && project.fileOf(importer)
        if (!from || !SCRIPT.test(from) || !scanner.paths.owns(from)) return null
        if (source.includes('\0')) return null

        let target: ImportTarget
        if (/^[./#]/.test(source)) {
          const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
          if (!resolved || resolved.external) return null
          const [, file, query] = /^([^?]*)(.*)$/s.exec(resolved.id)!
          target = file.includes('\0')
            ? { kind: 'leaf' }
            : scanner.graph.judge({ kind: 'file', file, query })
        } else {
          target = scanner.graph.judge({ kind: 'package', specifier: source })
        }

        if (isScan(options)) {
          // A state file's own imports would be bundled for the browser.
          return target.kind === 'state' || target.kind === 'refused' ? OUTSIDE : null
        }
        try {
          if (target.kind === 'refused') {
            const roots = await scanner.roots()
            scanner.graph.startPass()
            throw scanner.graph.refusal(target.what, from, source, roots)
          }
          if (target.kind === 'state') {
            scanner.graph.startPass()
            scanner.graph.checkStateImport(from, target.file)
          }
        } catch (error) {
          this.error(toPluginError(error))
        }
        return null
      },
    },
  }
}
