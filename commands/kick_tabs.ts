/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { flags } from '@adonisjs/core/ace'
import { TabsCommand } from '../src/operator/main.ts'
import type { Operator } from '../src/operator/main.ts'

/**
 * `node ace reflex:kick --user=7` ends the tabs of a user.
 */
export default class KickTabs extends TabsCommand {
  static commandName = 'reflex:kick'
  static description = 'End tabs of the running application, and everything that runs for them'

  @flags.string({ description: 'Message for the pages, up to 123 bytes' })
  declare message?: string

  protected async operate({ tabs }: Operator) {
    const kicked = await tabs.kick(this.target, { message: this.message })
    this.logger.success(`Tabs ended: ${kicked.tabs}`)
    this.warn(kicked.unanswered)
  }
}
