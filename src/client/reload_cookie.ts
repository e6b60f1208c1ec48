/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RELOAD_COOKIE } from '../protocol/main.ts'
import type { Environment } from './environment.ts'

/** Seconds that the request of a reload may take to leave. */
const LIFETIME = 10

/**
 * Lets a reload of the document find its tab: the request carries the cookie, since it leaves after
 * this and before the document goes away.
 *
 * @param tab - id of the tab; undefined to take the cookie back
 */
export function setReloadCookie({ document, location }: Environment, tab?: string): void {
  if (!document) return
  const { pathname, protocol } = new URL(location.href)
  const lifetime = tab === undefined ? 0 : LIFETIME
  const secure = protocol === 'https:' ? ';secure' : ''
  try {
    document.cookie = `${RELOAD_COOKIE}=${tab ?? ''};path=${pathname};max-age=${lifetime};samesite=lax${secure}`
  } catch {
    // A sandboxed frame has no cookies: its reload begins anew
  }
}
