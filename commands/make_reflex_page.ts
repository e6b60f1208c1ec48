/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import {
  namesOfPage,
  namesOfState,
  publish,
  SUITES,
  testDirectory,
} from '../src/scaffolding/main.ts'
import { stubsRoot } from '../stubs/main.ts'

/**
 * `node ace make:reflex-page products/show --route=/products/:id --state` writes the page, a state for it
 * and their tests.
 */
export default class MakeReflexPage extends BaseCommand {
  static commandName = 'make:reflex-page'
  static description = 'Create a new React page in resources/pages, with a test'

  @args.string({ description: 'Name of the page' })
  declare name: string

  @flags.string({
    description: 'Pattern of its route. By default, derived from the name',
    alias: 'r',
  })
  declare route?: string

  @flags.boolean({ description: 'Create a state for the page as well', alias: 's' })
  declare state: boolean

  @flags.boolean({ description: 'Overwrite existing files', alias: 'f' })
  declare force: boolean

  async run() {
    const codemods = await this.createCodemods()
    codemods.overwriteExisting = this.force === true

    const entity = this.app.generators.createEntity(this.name)
    const page = namesOfPage(entity)
    const names = {
      entity,
      page: { ...page, route: this.route ?? page.route },
      state: namesOfState(entity),
    }
    const stub = this.state ? 'make/page/with_state.stub' : 'make/page/main.stub'
    await publish(codemods, stubsRoot, stub, names)

    const directory = testDirectory(this.app, SUITES)
    if (directory === undefined) {
      this.logger.warning(`No test was written: no suite of ${SUITES.join(', ')} in adonisrc.ts`)
    } else {
      await publish(codemods, stubsRoot, 'make/page/test.stub', { ...names, directory })
    }

    if (this.state) {
      const force = this.force ? ['--force'] : []
      const { exitCode } = await this.kernel.exec('make:state', [this.name, ...force])
      this.exitCode = exitCode
    }
  }
}
