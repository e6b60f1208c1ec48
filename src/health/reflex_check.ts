/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseCheck, Result } from '@adonisjs/core/health'
import type { HealthCheckResult } from '@adonisjs/core/types/health'
import type { ReflexReport } from './report.ts'

/**
 * An AdonisJS health check for a readiness probe: whether the process accepts new work. It fails
 * without the store and while the process drains, warns without the bus, and reports the numbers of
 * connections, tabs, rooms and events.
 *
 * @example
 * ```ts
 * import { HealthChecks } from '@adonisjs/core/health'
 * import { ReflexCheck } from 'reflex-adonis'
 * import reflex from 'reflex-adonis/services/main'
 *
 * export const healthChecks = new HealthChecks().register([new ReflexCheck(reflex)])
 * ```
 */
export class ReflexCheck extends BaseCheck {
  name = 'Reflex check'
  #reflex: { report(): Promise<ReflexReport> }
  #warnAbove = Infinity

  /**
   * @param reflex - the service
   */
  constructor(reflex: { report(): Promise<ReflexReport> }) {
    super()
    this.#reflex = reflex
  }

  /**
   * @param connections - number of open sockets above which the check warns
   */
  warnWhenExceeds(connections: number): this {
    this.#warnAbove = connections
    return this
  }

  async run(): Promise<HealthCheckResult> {
    const report = await this.#reflex.report()
    return this.#judge(report).mergeMetaData({ reflex: { ...report } })
  }

  #judge({ store, bus, draining, connections, error }: ReflexReport) {
    if (draining) return Result.failed('The process is draining: it was asked to stop')
    if (!store) return Result.failed(error ?? 'The store does not answer')
    if (!bus) return Result.warning('News from other processes do not arrive now')
    if (connections > this.#warnAbove) {
      return Result.warning(`There are ${connections} connections, over ${this.#warnAbove}`)
    }
    return Result.ok(`The store answers, with ${connections} connections`)
  }
}
