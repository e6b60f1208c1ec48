/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { Operator } from './operator.ts'
import type { TabTarget } from './tab_target.ts'

/**
 * A command that speaks to the running processes of the application about some of their tabs.
 */
export abstract class OperatorCommand extends BaseCommand {
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Tabs of a user, by id' })
  declare user?: string

  @flags.string({
    description: 'Tabs of a browser session, by its id or the digest of reflex:tabs',
  })
  declare session?: string

  @flags.string({ description: 'One tab, by the id of reflex:tabs' })
  declare tab?: string

  @flags.string({ description: 'Tabs that show a page: route name, pattern or file' })
  declare page?: string

  @flags.string({ description: 'Tabs in a room of a state, by the id of the state' })
  declare state?: string

  @flags.string({ description: 'The room of --state, where it has several' })
  declare room?: string

  @flags.boolean({ description: 'All tabs' })
  declare everyone: boolean

  /** Does what the command is for. */
  protected abstract operate(operator: Operator): Promise<void>

  async run() {
    let operator: Operator | undefined
    try {
      operator = await Operator.connect(this.app)
      await this.operate(operator)
    } catch (error) {
      this.logger.error((error as Error).message)
      this.exitCode = 1
    } finally {
      await operator?.close()
    }
  }

  /** The tabs that the flags name; nothing where they name none, which is refused. */
  protected get target(): TabTarget | 'everyone' {
    if (this.everyone) return 'everyone'
    const { user, session, tab, page, state, room } = this
    const named = Object.entries({ user, session, tab, page, state, room })
    return Object.fromEntries(named.filter(([, value]) => value !== undefined))
  }

  /** Says which processes are missing from the result. */
  protected warn(unanswered: readonly string[]): void {
    if (unanswered.length === 0) return
    this.exitCode = 1
    this.logger.warning(`Without an answer, and so left out: ${unanswered.join(', ')}`)
  }
}
