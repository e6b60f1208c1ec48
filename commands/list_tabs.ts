/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { flags } from '@adonisjs/core/ace'
import { TabsCommand } from '../src/operator/main.ts'
import type { Operator } from '../src/operator/main.ts'

/**
 * `node ace reflex:tabs` shows the tabs of the running processes.
 */
export default class ListTabs extends TabsCommand {
  static commandName = 'reflex:tabs'
  static description = 'List the tabs of the running application'

  @flags.number({ description: 'Tabs to show, up to 1000', default: 100 })
  declare limit: number

  @flags.string({ description: 'Continue after this tab' })
  declare after?: string

  @flags.boolean({ description: 'Print the tabs as JSON' })
  declare json: boolean

  protected async operate({ tabs }: Operator) {
    const { target } = this
    const all = target !== 'everyone' && Object.keys(target).length === 0
    const { limit, after } = this
    const list = await tabs.list(all ? 'everyone' : target, { limit, after })
    if (this.json) {
      this.logger.log(JSON.stringify(list, null, 2))
      return
    }
    this.showTable(
      ['Tab', 'User', 'Session', 'Page', 'Socket', 'Running', 'Unused for', 'Process'],
      list.tabs.map((tab) => [
        tab.id,
        String(tab.user ?? ''),
        tab.session ?? '',
        tab.page,
        tab.connected ? 'yes' : 'no',
        String(tab.running),
        `${Math.round(tab.idle / 1_000)} s`,
        tab.process,
      ])
    )
    this.showNext(list.next)
    this.warn(list.unanswered)
  }
}
