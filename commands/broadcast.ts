/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { flags } from '@adonisjs/core/ace'
import { TabsCommand } from '../src/operator/main.ts'
import type { Operator } from '../src/operator/main.ts'
import { rx } from '../src/rx.ts'
import { BrowserAction } from '../src/state/main.ts'

const LEVELS = ['info', 'success', 'warning', 'error'] as const

/**
 * `node ace reflex:broadcast --toast="…" --everyone` shows a toast in all tabs.
 */
export default class Broadcast extends TabsCommand {
  static commandName = 'reflex:broadcast'
  static description = 'Show a toast, run an event or reload the page in open tabs'

  @flags.string({ description: 'Show a toast' })
  declare toast?: string

  @flags.string({ description: `Level of the toast: ${LEVELS.join(', ')}`, default: 'info' })
  declare level: string

  @flags.string({ description: 'Run an event without arguments, such as CartState.load' })
  declare event?: string

  @flags.boolean({ description: 'Reload the pages, and keep form input' })
  declare reload: boolean

  @flags.number({ description: 'Seconds over which the reloads are spread', default: 10 })
  declare spread: number

  protected async operate({ broadcasts }: Operator) {
    const actions = this.#actions()
    if (!actions) {
      this.logger.error('Choose an action: --toast="…", --event=CartState.load or --reload')
      this.exitCode = 1
      return
    }
    const { tabs, unanswered } = await broadcasts.send(actions, { to: this.target })
    this.logger.success(`Tabs reached: ${tabs}`)
    this.warn(unanswered)
  }

  #actions(): BrowserAction[] | undefined {
    const actions: BrowserAction[] = []
    if (this.toast !== undefined) {
      const level = LEVELS.find((each) => each === this.level) ?? 'info'
      actions.push(rx.toast[level](this.toast))
    }
    if (this.event !== undefined) {
      const [state, event = ''] = this.event.split('.')
      actions.push(new BrowserAction({ type: 'event', state, event, args: [] }))
    }
    if (this.reload) actions.push(rx.reload({ spread: this.spread * 1_000 }))
    return actions.length > 0 ? actions : undefined
  }
}
