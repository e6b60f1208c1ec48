/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import type { Plugin } from 'vite'
import { root } from '../support/processes.ts'
import { sourceOf } from './specifiers.ts'

const SOURCES = join(root, 'src/')

/** What the build writes, of its source. */
const STYLES = 'reflex-adonis/models/react.css'
const STYLES_SOURCE = join(SOURCES, 'features/models/react/style_sheet.ts')
const STYLES_FILE = join(SOURCES, 'features/models/react/styles.css')

/** Files of components alone, which React can replace while they are shown. */
const COMPONENTS = join(SOURCES, 'react', 'components/')

/**
 * Has browsers and the pages on the server import the sources of the package in place of its build.
 */
export function viteSources(): Plugin {
  return {
    name: 'reflex-adonis:sources',
    enforce: 'pre',
    resolveId: {
      order: 'pre',
      handler: (specifier) => (specifier === STYLES ? STYLES_FILE : sourceOf(specifier)),
    },
    async load(id) {
      if (id !== STYLES_FILE) return undefined
      const { STYLE_SHEET } = (await import(STYLES_SOURCE)) as { STYLE_SHEET: string }
      return STYLE_SHEET
    },
    hotUpdate({ file }) {
      if (this.environment.config.consumer !== 'client') return undefined
      if (!file.startsWith(SOURCES) || file.startsWith(COMPONENTS)) return undefined
      // A part of the client that is replaced alone would meet the old parts of it
      this.environment.hot.send({ type: 'full-reload' })
      return []
    },
  }
}
