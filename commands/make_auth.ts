/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { AuthCommand } from '../src/scaffolding/main.ts'

/**
 * `node ace make:auth` writes the pages of accounts, with all they need: logging in, registering, passwords, the second factor.
 */
export default class MakeAuth extends BaseCommand {
  static commandName = 'make:auth'
  static description = 'Create the pages of accounts: login, registration, passwords, settings'
  static options: CommandOptions = { startApp: true }

  @flags.array({
    description: 'Some of register, verify, reset, totp, passkeys, sessions; all when left out',
  })
  declare features?: string[]

  @flags.string({ description: 'What the routes of the pages begin with, such as /account' })
  declare prefix?: string

  @flags.boolean({
    description: 'Mount ready pages, and write what else they need: migrations and configuration',
  })
  declare ready: boolean

  @flags.boolean({
    description: 'Install what is missing',
    showNegatedVariantInHelp: true,
    default: true,
  })
  declare install: boolean

  @flags.boolean({ description: 'Overwrite existing files', alias: 'f' })
  declare force: boolean

  @flags.boolean({ description: 'Show what would change, and write nothing' })
  declare diff: boolean

  async run() {
    const { prefix = '', ready, force, diff, install } = this
    const features = this.features?.flatMap((each) => each.split(','))
    await new AuthCommand(this, { features, prefix, ready, force, diff, install }).run()
  }
}
