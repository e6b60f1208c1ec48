/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Check } from '../../doctor/main.ts'

/** Addresses far apart that are nobody's proxy: of documentation, and of public name servers. */
const STRANGERS = ['203.0.113.9', '8.8.8.8', '2001:4860:4860::8888']

/**
 * Looks for a server that believes everybody what they say of their address, host and protocol.
 *
 * @param trusts - `trustProxy` of `config/app.ts`
 */
export function trustProxyCheck(trusts: (address: string, distance: number) => boolean): Check {
  return {
    name: 'security/trust-proxy',
    *run({ find }) {
      if (!STRANGERS.every((address) => trusts(address, 0))) return
      yield {
        severity: 'warning',
        ...find('config/app.ts', 'trustProxy'),
        reason:
          'Every address is taken for a proxy: whoever reaches the server itself chooses the IP address that limits count, and the host of links',
        remedy:
          'Name the addresses of your proxies in trustProxy of config/app.ts, such as "loopback" or "10.0.0.5"',
      }
    },
  }
}
