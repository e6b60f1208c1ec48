/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Plugin } from 'vite'
import { checkPluginOptions } from '../known_options.ts'
import type { DiscoveryOptions } from '../pages/main.ts'
import { browserGuard } from './browser_guard.ts'
import { buildManifest } from './build_manifest.ts'
import { generatedPages } from './generated_pages.ts'
import { pageModules } from './page_modules.ts'
import { Project } from './project.ts'
import { registryWatch } from './registry_watch.ts'
import { serverBuild } from './server_build.ts'
import { stateStubs } from './state_stubs.ts'
import { viteDefaults } from './vite_defaults.ts'

export type { BrowserBoundaryOptions, DiscoveryOptions } from '../pages/main.ts'

/**
 * The Vite plugin. It replaces state files with stubs, keeps server code out of the browser,
 * prepares pages for React Fast Refresh, and writes the manifest of a production build.
 *
 * @param options - where pages and states are, if not in their usual folders. Use the same options
 *   in `config/reflex.ts`
 * @throws E_PLUGIN_OPTION for an option that does not exist
 *
 * @example
 * ```ts
 * // vite.config.ts
 * import { defineConfig } from 'vite'
 * import react from '@vitejs/plugin-react'
 * import adonisjs from '@adonisjs/vite/client'
 * import reflex from 'reflex-adonis/vite'
 *
 * export default defineConfig({
 *   plugins: [react(), reflex(), adonisjs({ entryPoints: ['resources/app.tsx'] })],
 * })
 * ```
 */
export default function reflex(options: DiscoveryOptions = {}): Plugin[] {
  checkPluginOptions(options)
  const project = new Project(options)
  return [
    viteDefaults(project),
    browserGuard(project),
    stateStubs(project),
    pageModules(project),
    generatedPages(project),
    registryWatch(project),
    buildManifest(project),
    serverBuild(project),
  ]
}
