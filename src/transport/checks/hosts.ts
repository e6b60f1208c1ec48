/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Check } from '../../doctor/main.ts'
import type { HostPolicy } from '../host_policy.ts'

/** Looks for a server that opens sockets whatever its host is called. */
export function hostsCheck(hosts: HostPolicy): Check {
  return {
    name: 'security/hosts',
    *run({ app }) {
      if (!app.inProduction || hosts.isKnown) return
      yield {
        severity: 'warning',
        file: 'config/reflex.ts',
        reason:
          'Sockets are opened for any host that a request names, also for one that somebody else has pointed here',
        remedy: 'List the hosts of the application in allowedHosts of config/reflex.ts',
      }
    },
  }
}
