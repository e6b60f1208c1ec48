/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { CrudCommand } from '../src/scaffolding/main.ts'

/**
 * `node ace make:model-state Product` writes a state of the model, with the options that its table suggests.
 */
export default class MakeModelState extends BaseCommand {
  static commandName = 'make:model-state'
  static description = 'Create a state that lists and changes the rows of a model'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Name of the model' })
  declare name: string

  @flags.boolean({ description: 'A list alone, which changes nothing' })
  declare list: boolean

  @flags.string({ description: 'Column with the id of the user whose row it is' })
  declare owner?: string

  @flags.boolean({ description: 'Overwrite existing files', alias: 'f' })
  declare force: boolean

  async run() {
    const { name, owner, force } = this
    const crud = await CrudCommand.begin(this, { name, owner, force, diff: false })
    await crud?.makeState(this.list === true)
  }
}
