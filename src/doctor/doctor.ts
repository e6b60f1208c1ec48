/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_INVALID_CONFIG } from '../exceptions.ts'
import { unknownName } from '../option_names.ts'
import { within } from '../within.ts'
import type { Check, CheckContext, Finding } from './check.ts'
import { reportOf } from './report.ts'
import type { DoctorReport, ReportedFinding } from './report.ts'

/** Milliseconds that a check has. */
const LIMIT = 30_000

/**
 * Makes checks, one after the other. One that fails or does not end is a finding of its own, and hides nothing that
 * the others find.
 */
export class Doctor {
  readonly #checks: readonly Check[]
  readonly #ignore: Readonly<Record<string, string>>
  readonly #limit: number

  /**
   * @param ignore - reasons to say nothing of a finding, see `doctor.ignore` of `config/reflex.ts`
   * @param limit - milliseconds that a check has
   * @throws E_INVALID_CONFIG where two checks have one name, or `ignore` has one that no check has
   */
  constructor(
    checks: readonly Check[],
    ignore: Readonly<Record<string, string>> = {},
    limit = LIMIT
  ) {
    this.#checks = checks
    this.#ignore = ignore
    this.#limit = limit
    this.#refuseDoubles()
    this.#refuseUnknown()
  }

  async examine(context: CheckContext): Promise<DoctorReport> {
    const found: ReportedFinding[] = []
    for (const check of this.#checks) {
      for (const finding of await this.#make(check, context)) {
        found.push({ check: check.name, ...finding })
      }
    }
    return reportOf(
      this.#checks.map(({ name }) => name),
      found,
      this.#ignore
    )
  }

  async #make(check: Check, context: CheckContext): Promise<Finding[]> {
    const found: Finding[] = []
    const made = collect(check, context, found)
    try {
      if ((await within(this.#limit, made)) === undefined) {
        found.push(failure(`The check has not ended in ${this.#limit / 1_000} s`))
      }
    } catch (error) {
      found.push(failure(`The check has failed: ${messageOf(error)}`))
    }
    return [...found]
  }

  #refuseDoubles(): void {
    const names = this.#checks.map(({ name }) => name)
    const double = names.find((name, index) => names.indexOf(name) !== index)
    if (double === undefined) return
    throw new E_INVALID_CONFIG(['doctor.checks', `there is a check "${double}" already`])
  }

  #refuseUnknown(): void {
    const named = Object.keys(this.#ignore).map((key) => [key.split(':', 1)[0], true] as const)
    const known = this.#checks.map(({ name }) => [name, true] as const)
    const unknown = unknownName(Object.fromEntries(named), Object.fromEntries(known))
    if (!unknown) return
    const problem = `the check "${unknown.name}" does not exist. ${unknown.advice}`
    throw new E_INVALID_CONFIG(['doctor.ignore', problem])
  }
}

async function collect(check: Check, context: CheckContext, found: Finding[]): Promise<void> {
  for await (const finding of await check.run(context)) found.push(finding)
}

function failure(reason: string): Finding {
  return {
    severity: 'warning',
    reason,
    remedy: 'Repair what keeps it from looking: what it would have found is not known',
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
