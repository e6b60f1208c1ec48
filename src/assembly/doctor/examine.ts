/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Doctor } from '../../doctor/main.ts'
import type { Check, DoctorReport, Finding } from '../../doctor/main.ts'
import type { PageRouter } from '../../mount/main.ts'
import type { TabService } from '../../tabs/main.ts'
import type { Mistake } from '../mistakes.ts'
import type { Parts } from '../parts.ts'
import type { Sources } from '../sources.ts'
import { checkContext } from './context.ts'
import { houseChecks } from './house_checks.ts'

/**
 * Looks for faults of an application. Where its states or pages have mistakes, these are all that it finds: nothing is
 * known of what is not loaded.
 *
 * @throws E_INVALID_CONFIG for checks of one name, and for a name in `doctor.ignore` that no check has
 */
export async function examine(
  parts: Parts,
  sources: Sources,
  tabs: TabService,
  pages: PageRouter
): Promise<DoctorReport> {
  const { server, router, config } = parts.dependencies
  const mistakes = await parts.mistakes.collect(
    () => sources.loadStates(parts.states),
    () => pages.verify()
  )
  await server.boot()
  router.commit()
  const context = await checkContext(parts, sources)
  if (mistakes.length > 0) return new Doctor([mistakesCheck(mistakes)]).examine(context)
  const checks = [
    mistakesCheck([]),
    ...houseChecks(parts, tabs),
    ...(await parts.features.checks()),
    ...config.doctor.checks,
  ]
  return new Doctor(checks, config.doctor.ignore).examine(context)
}

function mistakesCheck(mistakes: readonly Mistake[]): Check {
  return { name: 'build/mistakes', run: () => mistakes.map(findingOf) }
}

function findingOf({ error, file }: Mistake): Finding {
  const { help } = error as Error & { help?: string }
  return {
    severity: 'error',
    file,
    reason: error.message,
    remedy: help ?? 'Repair it: the server does not start like this',
  }
}
