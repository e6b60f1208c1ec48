/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ProxyName } from './proxy.ts'

interface ProxyKind {
  name: ProxyName
  /** Tags by which its tests are left out where it, or what they need beside it, is not there. */
  tags: string[]
}

export const PROXIES: readonly ProxyKind[] = [
  { name: 'nginx', tags: ['@redis', '@nginx'] },
  { name: 'haproxy', tags: ['@redis', '@haproxy'] },
  { name: 'caddy', tags: ['@redis', '@caddy'] },
]
