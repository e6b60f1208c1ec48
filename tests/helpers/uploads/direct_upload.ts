/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { SocketTab } from '../socket_tab.ts'
import { claim } from './raw_upload.ts'
import type { SentFile } from './raw_upload.ts'

/** The addresses of files for an event of `DirectState`, by their refs. */
export async function addresses(
  tab: SocketTab,
  event: string,
  argument: unknown,
  files: readonly SentFile[]
): Promise<Record<string, string>> {
  const { r, x } = await claim(tab, event, argument, files, 'DirectState')
  const { to } = (r ?? {}) as { to?: Record<string, string> }
  if (!to) throw new Error(`No addresses: ${JSON.stringify(x ?? r)}`)
  return to
}

/** Sends bytes to an address, as a browser does. */
export async function putTo(
  address: string,
  bytes: Buffer,
  headers: Record<string, string> = {}
): Promise<{ status: number; code: string | undefined }> {
  const response = await fetch(address, { method: 'PUT', body: new Uint8Array(bytes), headers })
  const [, code] = /<Code>(\w+)<\/Code>/.exec(await response.text()) ?? []
  return { status: response.status, code }
}
