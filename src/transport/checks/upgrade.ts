/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Check } from '../../doctor/main.ts'
import type { Knock } from './knock.ts'

/** Of a proxy on this machine. */
const LOOPBACK = '127.0.0.1'

/** Of a visitor; it is nobody's. */
const VISITOR = '203.0.113.9'

export interface UpgradeParts {
  /** `appUrl` of `config/app.ts`. */
  appUrl: string | undefined
  /** `trustProxy` of `config/app.ts`. */
  trusts: (address: string, distance: number) => boolean
  /** Sends an upgrade to a server on this machine. */
  knock: (headers: Record<string, string>) => Promise<Knock>
}

/** Opens a socket as a page of the application would, by a proxy on this machine. */
export function upgradeCheck({ appUrl, trusts, knock }: UpgradeParts): Check {
  return {
    name: 'security/upgrade',
    async *run() {
      // A proxy elsewhere cannot be played from here
      if (appUrl === undefined || !URL.canParse(appUrl) || !trusts(LOOPBACK, 0)) return
      const { origin, host, protocol } = new URL(appUrl)
      const answer = await knock({
        origin,
        host,
        'x-forwarded-for': VISITOR,
        'x-forwarded-host': host,
        'x-forwarded-proto': protocol.slice(0, -1),
      })
      if (answer.status === 101) return
      yield {
        severity: 'error',
        about: origin,
        file: 'config/reflex.ts',
        reason: `Pages at ${origin}, the appUrl of config/app.ts, cannot open sockets: ${answer.message}`,
        remedy: 'Add the host to allowedHosts of config/reflex.ts, or correct the appUrl',
      }
    },
  }
}
