/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { ParsedModule, StateParser } from '../discovery/main.ts'
import { SourceText } from '../pages/main.ts'
import { toPluginError } from '../overlay/main.ts'
import { SCRIPT } from './project.ts'
import type { Project } from './project.ts'

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/**
 * What stands for a state file outside of the server: a reference by id for each state class.
 *
 * @param exports - state ids by export name
 */
export function stateStub(exports: Map<string, string>): string {
  const ids = [...new Set(exports.values())]
  const references = ids.map(
    (id, index) => `const state${index} = /* @__PURE__ */ stateReference(${JSON.stringify(id)})`
  )
  const names = [...exports].map(
    ([name, id]) =>
      `state${ids.indexOf(id)} as ${IDENTIFIER.test(name) ? name : JSON.stringify(name)}`
  )
  return [
    "import { stateReference } from 'reflex-adonis/react'",
    ...references,
    `export { ${names.join(', ')} }`,
    '',
  ].join('\n')
}

/**
 * Gives a stub in place of every state file, in every environment and however it is imported.
 */
export function stateStubs(project: Project): Plugin {
  return {
    name: 'reflex-adonis:states',
    enforce: 'pre',

    load: {
      order: 'pre',
      filter: { id: SCRIPT },
      handler(id) {
        const { paths, stateFiles } = project.scanner
        const file = project.fileOf(id)
        if (!file || !stateFiles.has(file)) return null
        try {
          const source = new SourceText(file, paths.id(file), readFileSync(file, 'utf8'))
          const { exports } = StateParser.parse(new ParsedModule(source))
          return { code: stateStub(exports), map: { mappings: '' }, moduleSideEffects: false }
        } catch (error) {
          this.error(toPluginError(error))
        }
      },
    },

    hotUpdate({ file, modules }) {
      if (!project.scanner.stateFiles.has(file)) return
      // The server tells the tabs what changed. The stub is only made anew for the next page load,
      // since its names may have changed as well.
      for (const module of modules) this.environment.moduleGraph.invalidateModule(module)
      return []
    },
  }
}
