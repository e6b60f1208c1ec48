/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import reflex from 'reflex-adonis/services/main'
import { cards } from '#services/cards'

/** A job of the application: writes cards in a process without pages. */
export default class WriteCards extends BaseCommand {
  static override commandName = 'cards:write'
  static override description = 'Write cards'
  static override options: CommandOptions = { startApp: true }

  @args.string()
  declare title: string

  @flags.number({ default: 2 })
  declare owner: number

  @flags.boolean()
  declare undo: boolean

  /** One transaction for each. */
  @flags.number({ default: 1 })
  declare times: number

  /** Shared data that are computed again afterwards. */
  @flags.string()
  declare refresh: 'asked' | undefined

  override async run() {
    const write = this.undo ? cards.undo : cards.add
    for (let n = 1; n <= this.times; n++) {
      await write(this.owner, this.times === 1 ? this.title : `${this.title} ${n}`)
    }
    if (this.refresh) reflex.refresh(this.refresh)
    this.logger.info('written')
  }
}
