/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import { namesOfState, publish, SUITES, testDirectory } from '../src/scaffolding/main.ts'
import { stubsRoot } from '../stubs/main.ts'

/**
 * `node ace make:state cart` writes `app/states/cart_state.ts` and a test of it.
 */
export default class MakeState extends BaseCommand {
  static commandName = 'make:state'
  static description = 'Create a new state class in app/states, with a test'

  @args.string({ description: 'Name of the state' })
  declare name: string

  @flags.boolean({ description: 'Overwrite existing files', alias: 'f' })
  declare force: boolean

  async run() {
    const codemods = await this.createCodemods()
    codemods.overwriteExisting = this.force === true

    const entity = this.app.generators.createEntity(this.name)
    const names = { entity, state: namesOfState(entity) }
    await publish(codemods, stubsRoot, 'make/state/main.stub', names)

    const directory = testDirectory(this.app, SUITES)
    if (directory === undefined) {
      this.logger.warning(`No test was written: no suite of ${SUITES.join(', ')} in adonisrc.ts`)
      return
    }
    await publish(codemods, stubsRoot, 'make/state/test.stub', { ...names, directory })
  }
}
