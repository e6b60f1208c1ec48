/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Plugin } from 'vite'
import type { Project } from './project.ts'

/**
 * Makes sure that the pages and this package share one copy of React and of the React layer, in
 * the browser and on the server.
 */
export function viteDefaults(project: Project): Plugin {
  return {
    name: 'reflex-adonis:config',
    config() {
      return {
        resolve: { dedupe: ['react', 'react-dom', 'react-router'] },
        optimizeDeps: {
          // Bundled ahead, the React layer would be another copy than the one that stubs import.
          exclude: ['reflex-adonis'],
          include: ['react', 'react-dom', 'react-dom/client', 'react-router', 'react-router/dom'],
        },
      }
    },
    configEnvironment(name) {
      // Node.js would load a second copy beside the one that Vite gives to the pages.
      return name === 'ssr' ? { resolve: { noExternal: ['reflex-adonis'] } } : undefined
    },
    configResolved(config) {
      project.configure(config)
    },
  }
}
