/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpBrowser } from './http_browser.ts'
import type { SocketTab } from './socket_tab.ts'

/** The address that an event has a browser save a file from. */
export async function addressOf(
  tab: SocketTab,
  event: string,
  ...args: unknown[]
): Promise<string> {
  const { a, x } = await tab.call('DownloadsState', event, ...args)
  const found = a?.find((action) => action.type === 'download')
  if (!found || !('url' in found)) throw new Error(`No address: ${JSON.stringify(x ?? a)}`)
  return found.url
}

/** Follows a link, as a browser does. */
export function follow(
  browser: HttpBrowser,
  url: string,
  headers: Record<string, string> = {},
  method = 'GET'
): Promise<Response> {
  return browser.fetch(url, { method, headers: { 'sec-fetch-site': 'same-origin', ...headers } })
}

/** What `numbers()` of the lab brings. */
export function numbers(size: number): string {
  const parts: string[] = []
  for (let at = 0; at < size; at += 1_000) {
    parts.push(String(at).padStart(Math.min(1_000, size - at), '.'))
  }
  return parts.join('')
}
