/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import type {} from '@adonisjs/vite/vite_provider'
import { viteSources } from './vite_sources.ts'

/**
 * Has the Vite of the demo serve the sources of the package.
 */
export default class SourcesProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const vite = await this.app.container.make('vite')
    const createDevServer = vite.createDevServer.bind(vite)
    // Vite would bundle its configuration with the build of the package; Node imports the sources
    vite.createDevServer = () =>
      createDevServer({ configLoader: 'native', plugins: [viteSources()] })
  }
}
