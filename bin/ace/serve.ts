/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import ServeApplication from '@adonisjs/core/commands/serve'
import { createEnvironment, hasDatabase, prepareDatabase } from '../support/demo.ts'
import { root } from '../support/processes.ts'

/**
 * `node ace serve --hmr` serves the demo on the sources of the package. The first time it makes its
 * environment and its database.
 */
export default class Serve extends ServeApplication {
  static description = 'Serve the demo on the sources of the package'

  async run() {
    await createEnvironment()
    if (!hasDatabase()) {
      this.logger.info('creating the database of the demo...')
      await prepareDatabase(root)
    }
    await super.run()
  }
}
