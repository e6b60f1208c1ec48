/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync, globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Expression, Program } from 'oxc-parser'
import { Visitor } from 'oxc-parser'
import type { Plugin } from 'vite'
import { ParsedModule } from '../discovery/main.ts'
import { memberOf } from '../json_source.ts'
import { GENERATED, GENERATED_PAGES, SourceText } from '../pages/main.ts'
import { SCRIPT } from './project.ts'
import type { Project } from './project.ts'

/** What `createApp()` gets besides the pages that the application names. */
const MORE = `...import.meta.glob('/${GENERATED_PAGES}')`

/**
 * Adds generated pages to those that the entry of the browser gives to `createApp()`: the application has no file of
 * them, and its glob does not find them.
 */
export function generatedPages(project: Project): Plugin {
  return {
    name: 'reflex-adonis:generated-pages',
    enforce: 'pre',

    config({ root = '.' }) {
      // Nothing leads Vite there before it runs: found later, they would reload the first page
      return { optimizeDeps: { include: packagesIn(resolve(root, GENERATED.browser)) } }
    },

    transform: {
      order: 'pre',
      filter: { id: SCRIPT },
      handler(code, id) {
        const { scanner } = project
        const file = project.fileOf(id)
        if (!file || !scanner.isEntry(file)) return null
        if (!existsSync(scanner.paths.file(GENERATED.browser))) return null
        const module = new ParsedModule(new SourceText(file, scanner.paths.id(file), code))
        const pages = pagesOf(module.program)
        if (!pages) {
          this.warn(
            `The ready pages are not part of the application: add ${MORE} to "pages" of createApp()`
          )
          return null
        }
        const own = code.slice(pages.start, pages.end)
        const all = `{ ...${own}, ${MORE} }`
        return { code: code.slice(0, pages.start) + all + code.slice(pages.end), map: null }
      },
    },
  }
}

/** Packages besides this one that generated files import. */
function packagesIn(folder: string): string[] {
  const texts = globSync('**/*.tsx', { cwd: folder }).map((file) =>
    readFileSync(resolve(folder, file), 'utf8')
  )
  const names = texts.flatMap((text) =>
    [...text.matchAll(/ from '([^'.#][^']*)'/g)].map(([, name]) => name!)
  )
  return [...new Set(names)].filter((name) => !name.startsWith('reflex-adonis/'))
}

/** The option `pages` of `createApp()`, where it stands in the call itself. */
function pagesOf(program: Program): Expression | undefined {
  let found: Expression | undefined
  new Visitor({
    CallExpression({ callee, arguments: [options] }) {
      if (callee.type !== 'Identifier' || callee.name !== 'createApp') return
      if (options?.type !== 'ObjectExpression') return
      found ??= memberOf(options, 'pages')
    },
  }).visit(program)
  return found
}
