/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
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
      this.logger.error((error as Error).message)
      this.exitCode = 1
    } finally {
      await operator?.close()
    }
  }

  /** Says which processes are missing from the result. */
  protected warn(unanswered: readonly string[]): void {
    if (unanswered.length === 0) return
    this.exitCode = 1
    this.logger.warning(`Without an answer, and so left out: ${unanswered.join(', ')}`)
  }
}
