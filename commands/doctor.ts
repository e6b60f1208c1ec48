/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { isFailure } from '../src/doctor/main.ts'
import type { DoctorReport, ReportedFinding, Severity } from '../src/doctor/main.ts'
import { visible } from '../src/logging/main.ts'
import { endAfter } from '../src/processes/main.ts'

/**
 * `node ace reflex:doctor` looks for what an application should do otherwise: in its configuration, states and pages, its
 * database, and its build.
 */
export default class ReflexDoctor extends BaseCommand {
  static commandName = 'reflex:doctor'
  static description = 'Look for faults of the application: security, accounts, data, scale, build'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Fail for warnings as well' })
  declare ci: boolean

  @flags.boolean({ description: 'Print the report as JSON' })
  declare json: boolean

  async run() {
    const reflex = await this.app.container.make('reflex')
    const report = await reflex.examine()
    if (isFailure(report, this.ci)) this.exitCode = 1
    if (this.json) this.logger.log(JSON.stringify(report, null, 2))
    else this.#print(report)
  }

  /** What a check has left running keeps nobody waiting. */
  override async completed() {
    if (this.isMain) endAfter({ warn: (message) => void process.stderr.write(`${message}\n`) })
  }

  #print({ checks, findings, ignored, counts }: DoctorReport) {
    for (const finding of findings) this.#printFinding(finding)
    const { error, warning, hint } = counts
    const found = [counted(error, 'error'), counted(warning, 'warning'), counted(hint, 'hint')]
    const left = ignored.length > 0 ? `, ${ignored.length} ignored` : ''
    this.logger.log(`${counted(checks.length, 'check')}: ${found.join(', ')}${left}`)
  }

  #printFinding({ severity, check, file, line, reason, remedy }: ReportedFinding) {
    const place = file === undefined ? '' : line === undefined ? file : `${file}:${line}`
    this.logger.log(`${this.#label(severity)} ${visible(check)} ${this.colors.dim(visible(place))}`)
    for (const text of reason.split('\n')) this.logger.log(`  ${visible(text)}`)
    this.logger.log(`  ${this.colors.dim('→')} ${visible(remedy)}`)
    this.logger.log('')
  }

  #label(severity: Severity): string {
    if (severity === 'error') return this.colors.red(severity)
    return severity === 'warning' ? this.colors.yellow(severity) : this.colors.blue(severity)
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
