/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { flags } from '@adonisjs/core/ace'
import type { TabTarget } from '../operations/main.ts'
import { OperatorCommand } from './operator_command.ts'

/**
 * A command that speaks to the running processes of the application about some of their tabs.
 */
export abstract class TabsCommand extends OperatorCommand {
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

  /** The tabs that the flags name; nothing where they name none, which is refused. */
  protected get target(): TabTarget | 'everyone' {
    if (this.everyone) return 'everyone'
    const { user, session, tab, page, state, room } = this
    const named = Object.entries({ user, session, tab, page, state, room })
    return Object.fromEntries(named.filter(([, value]) => value !== undefined))
  }
}
