/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Logger } from '@adonisjs/core/logger'
import { appKeyCheck } from '../../cookies/checks/main.ts'
import type { Check } from '../../doctor/main.ts'
import { LimitedLog } from '../../logging/main.ts'
import {
  shadowedPagesCheck,
  unmountedPagesCheck,
  unusedStatesCheck,
} from '../../mount/checks/main.ts'
import { pageSizeCheck } from '../../releases/checks/main.ts'
import { versionsCheck } from '../../scaffolding/checks/main.ts'
import { sessionCookieCheck } from '../../sessions/checks/main.ts'
import { storeCheck } from '../../stores/checks/main.ts'
import type { TabService } from '../../tabs/main.ts'
import { heavyTabsCheck } from '../../tabs/checks/main.ts'
import {
  hostsCheck,
  knockAt,
  originsCheck,
  trustProxyCheck,
  upgradeCheck,
} from '../../transport/checks/main.ts'
import { createGateway } from '../create_sockets.ts'
import type { Parts } from '../parts.ts'

/** The checks of what belongs to no feature. */
export function houseChecks(parts: Parts, tabs: TabService): Check[] {
  const { app, config, router, httpConfig, buildDirectory } = parts.dependencies
  const trusts = (address: string, distance: number) => httpConfig.trustProxy(address, distance)
  // What is refused here is in the report, and nobody else's
  const silent = new LimitedLog(new Logger({ enabled: false }))
  const { stores, store = 'memory' } = config
  return [
    appKeyCheck(process.env),
    sessionCookieCheck,
    originsCheck(config.allowedOrigins),
    hostsCheck(parts.hosts),
    trustProxyCheck(trusts),
    upgradeCheck({
      appUrl: app.config.get<string | undefined>('app.appUrl'),
      trusts,
      knock: (headers) => knockAt(createGateway(parts, tabs, silent), headers),
    }),
    storeCheck(stores[store]),
    heavyTabsCheck(config.tabs.outbox.size),
    shadowedPagesCheck(router),
    unmountedPagesCheck,
    unusedStatesCheck,
    pageSizeCheck([app.makePath(buildDirectory), app.makePath('build', buildDirectory)]),
    versionsCheck,
  ]
}
