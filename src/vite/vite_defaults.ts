/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { resolve } from 'node:path'
import type { Plugin, UserConfig } from 'vite'
import { toUnix } from '../pages/main.ts'
import type { Project } from './project.ts'
import { SERVER_ENVIRONMENT } from './server_build.ts'

/**
 * Makes sure that the pages and this package share one copy of React and of the React layer, in
 * the browser and on the server, and that Vite does not watch what the server writes.
 */
export function viteDefaults(project: Project): Plugin {
  return {
    name: 'reflex-adonis:config',
    config(config) {
      return {
        server: ignoreWrites(config),
        resolve: { dedupe: ['react', 'react-dom', 'react-router'] },
        optimizeDeps: {
          // Bundled ahead, the React layer would be another copy than the one that stubs import.
          exclude: ['reflex-adonis'],
          // Found later, they would reload the first page
          include: [
            'react',
            'react-dom',
            'react-dom/client',
            'react-router',
            'react-router/dom',
            '@adonisjs/core/http/url_builder_client',
            'reflex-adonis > intl-messageformat',
          ],
        },
      }
    },
    configEnvironment(name) {
      // Node.js would load a second copy beside the one that Vite gives to the pages.
      return name === 'ssr' || name === SERVER_ENVIRONMENT
        ? { resolve: { noExternal: ['reflex-adonis'] } }
        : undefined
    },
    configResolved(config) {
      project.configure(config)
    },
  }
}

/**
 * A store that keeps tabs in files writes several for each event. Vite would look at all of them
 * after each write, and events would take many times as long.
 *
 * @returns undefined where nothing is watched
 */
function ignoreWrites({ root = '', server }: UserConfig): UserConfig['server'] {
  if (server?.watch === null) return undefined
  const folder = toUnix(resolve(root, 'tmp'))
  return { watch: { ignored: [(path) => `${toUnix(path)}/`.startsWith(`${folder}/`)] } }
}
