/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Plugin } from 'vite'
import { PageParser, ParsedModule } from '../discovery/main.ts'
import { SourceText } from '../pages/main.ts'
import { compilePage } from './page_compiler.ts'
import { toPluginError } from '../overlay/main.ts'
import { SCRIPT } from './project.ts'
import type { Project } from './project.ts'

/**
 * Takes the metadata out of pages, in every environment.
 */
export function pageModules(project: Project): Plugin {
  return {
    name: 'reflex-adonis:pages',
    enforce: 'pre',

    transform: {
      // Before any other plugin, since the page is taken apart as it was written.
      order: 'pre',
      filter: { id: SCRIPT },
      handler(code, id) {
        const { paths, pageFiles } = project.scanner
        const file = project.fileOf(id)
        if (!file || !pageFiles.has(file)) return null
        try {
          const module = new ParsedModule(new SourceText(file, paths.id(file), code))
          return { code: compilePage(module, PageParser.parse(module)), map: null }
        } catch (error) {
          this.error(toPluginError(error))
        }
      },
    },
  }
}
