/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseCommand } from '@adonisjs/core/ace'
import { exec } from '../support/processes.ts'

/**
 * `node ace build` writes the build of the package, and nothing else.
 */
export default class Build extends BaseCommand {
  static commandName = 'build'
  static description = 'Build the package'

  async run() {
    const { exitCode } = await exec('node', ['bin/build.ts'], { reject: false })
    this.exitCode = exitCode ?? 1
    if (this.exitCode === 0) this.logger.success('The package is in the folder build')
  }
}
