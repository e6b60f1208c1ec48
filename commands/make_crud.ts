/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { CrudCommand } from '../src/scaffolding/main.ts'

/**
 * `node ace make:crud Product` writes a state of the model, and all that its pages need: forms, rules, who may do what, and a test.
 */
export default class MakeCrud extends BaseCommand {
  static commandName = 'make:crud'
  static description = 'Create pages that list and change the rows of a model, with all they need'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Name of the model' })
  declare name: string

  @flags.string({ description: 'Column with the id of the user whose row it is' })
  declare owner?: string

  @flags.string({ description: 'Folder of what is made, and begin of its address: admin' })
  declare folder?: string

  @flags.boolean({ description: 'Rows can be imported from CSV files' })
  declare import: boolean

  @flags.boolean({
    description: 'Without --no-policy, a policy refuses everything until it is filled',
    default: true,
  })
  declare policy: boolean

  @flags.boolean({ description: 'Overwrite existing files', alias: 'f' })
  declare force: boolean

  @flags.boolean({ description: 'Show what would change, and write nothing' })
  declare diff: boolean

  async run() {
    const { name, owner, folder, force, diff, policy } = this
    const crud = await CrudCommand.begin(this, { name, owner, folder, force, diff })
    await crud?.makePages({ policy, import: this.import })
  }
}
