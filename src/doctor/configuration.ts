/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { inspect } from 'node:util'
import { E_INVALID_CONFIG } from '../exceptions.ts'
import { checkGroup } from '../option_names.ts'
import { count, size, text } from '../option_values.ts'
import type { Size } from '../option_values.ts'
import type { Check, Expectations } from './check.ts'

/** What `node ace reflex:doctor` has to know of the application. */
export interface DoctorConfig {
  /**
   * Findings that are as they should be, with the reason: by the name of their check, or by that and what they are about,
   * such as `data/index:orders.city`.
   *
   * @default none
   */
  ignore?: Readonly<Record<string, string>>
  /** Checks of the application's own. @default none */
  checks?: readonly Check[]
  /**
   * How many processes serve the application, where a file of PM2 does not say more.
   *
   * @default 2 with a store that processes share, otherwise 1
   */
  processes?: number
  /** Size of a page's JavaScript, compressed, above which it is too large. @default '300kb' */
  pageSize?: Size
  /** Rows from which on a table is large. @default 10_000 */
  largeTable?: number
}

/** The same, with its defaults. */
export interface ResolvedDoctor {
  ignore: Readonly<Record<string, string>>
  checks: readonly Check[]
  expected: Expectations
}

/** Names of checks: an area and a name, in words. */
const NAME = /^[a-z][a-z\d-]*\/[a-z][a-z\d-]*$/

/**
 * @param config - whose names were checked
 * @param isShared - whether processes share the store of tabs
 * @throws E_INVALID_CONFIG
 */
export function resolveDoctor(config: DoctorConfig = {}, isShared = false): ResolvedDoctor {
  return {
    ignore: ignored(config.ignore),
    checks: ownChecks(config.checks),
    expected: {
      processes: count('doctor.processes', config.processes, isShared ? 2 : 1),
      pageSize: size('doctor.pageSize', config.pageSize, '300kb'),
      largeTable: count('doctor.largeTable', config.largeTable, 10_000),
    },
  }
}

function ignored(ignore: DoctorConfig['ignore']): ResolvedDoctor['ignore'] {
  checkGroup('doctor.ignore', ignore)
  for (const [name, reason] of Object.entries(ignore ?? {})) {
    text(`doctor.ignore.${name}`, reason as string | undefined)
    if (reason !== undefined) continue
    throw new E_INVALID_CONFIG([`doctor.ignore.${name}`, 'write the reason, or leave it out'])
  }
  return ignore ?? {}
}

function ownChecks(checks: DoctorConfig['checks']): readonly Check[] {
  if (checks !== undefined && !Array.isArray(checks)) {
    throw new E_INVALID_CONFIG(['doctor.checks', 'write a list of checks'])
  }
  for (const check of checks ?? []) {
    const { name, run } = (check ?? {}) as Partial<Check>
    if (typeof name !== 'string' || !NAME.test(name)) {
      const problem = `${inspect(name)} is not a name of a check. Write an area and a name, such as "shop/prices"`
      throw new E_INVALID_CONFIG(['doctor.checks', problem])
    }
    if (typeof run === 'function') continue
    throw new E_INVALID_CONFIG(['doctor.checks', `"${name}" has no method run()`])
  }
  return checks ?? []
}
