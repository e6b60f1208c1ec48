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
  /** Whether a POST goes to the next process where it has not reached the first. */
  repeatsPosts: boolean
}

export const PROXIES: readonly ProxyKind[] = [
  { name: 'nginx', tags: ['@redis', '@nginx'], repeatsPosts: true },
  { name: 'haproxy', tags: ['@redis', '@haproxy'], repeatsPosts: true },
  // Of version 2.6: it has closed the body by then
  { name: 'caddy', tags: ['@redis', '@caddy'], repeatsPosts: false },
]
