/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { visible } from '../logging/main.ts'
import { Operator } from './operator.ts'

/**
 * A command that speaks to the running processes of the application.
 */
export abstract class OperatorCommand extends BaseCommand {
  static options: CommandOptions = { startApp: true }

  /** Does what the command is for. */
  protected abstract operate(operator: Operator): Promise<void>

  async run() {
    let operator: Operator | undefined
    try {
      operator = await Operator.connect(this.app)
      await this.operate(operator)
    } catch (error) {
      this.logger.error(visible((error as Error).message))
      this.exitCode = 1
    } finally {
      await operator?.close()
    }
  }

  /** Says which processes are missing from the result. */
  protected warn(unanswered: readonly string[]): void {
    if (unanswered.length === 0) return
    this.exitCode = 1
    this.logger.warning(visible(`Without an answer, and so left out: ${unanswered.join(', ')}`))
  }

  /** Shows rows of what others have named. */
  protected showTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const table = this.ui.table()
    table.head([...head])
    for (const row of rows) table.row(row.map((cell) => visible(cell)))
    table.render()
  }

  /** Shows a value as JSON in several lines, for people: what programs read is printed as it is. */
  protected showValue(value: unknown): void {
    const lines = JSON.stringify(value, null, 2).split('\n')
    for (const line of lines) this.logger.log(visible(line))
  }

  /** Says where a list goes on. */
  protected showNext(next: string | undefined): void {
    if (next !== undefined) this.logger.info(visible(`There are more: --after=${next}`))
  }
}
