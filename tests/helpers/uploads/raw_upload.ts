/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SocketTab } from '../socket_tab.ts'
import { labRoot } from '../lab.ts'

/** A file of a test. */
export interface SentFile {
  ref: string
  name: string
  bytes: Buffer
  type?: string
  /** What the browser says that it has; by default the truth. */
  size?: number
}

/** Asks a state for claims, as the client does. */
export async function claim(
  tab: SocketTab,
  event: string,
  argument: unknown,
  files: readonly SentFile[],
  state = 'UploadsState'
) {
  const listed = files.map(({ ref, name, bytes, size = bytes.length, type = '' }) => ({
    ...{ r: ref, n: name, s: size, t: type },
  }))
  return tab.call(state, '$upload', argument, event, JSON.stringify(listed))
}

/** The claims, where there are some. */
export async function claims(...args: Parameters<typeof claim>): Promise<Record<string, string>> {
  const { r, x } = await claim(...args)
  if (x) throw new Error(`No claim: ${JSON.stringify(x)}`)
  return (r as { claims: Record<string, string> }).claims
}

/** Whoever asks over HTTP with the cookies of a browser. */
export interface Asking {
  fetch(path: string, init?: RequestInit): Promise<Response>
  readonly base: string
}

/** Sends bytes with a claim, or asks how far they have come. */
export async function send(
  browser: Asking,
  text: string,
  bytes?: Buffer,
  offset: number | string = 0
): Promise<{ status: number; code?: string; offset?: number; done?: boolean }> {
  const response = await browser.fetch('/_event/uploads', {
    method: 'POST',
    headers: {
      'origin': browser.base,
      'upload-claim': text,
      ...(bytes && { 'upload-offset': String(offset) }),
    },
    ...(bytes && { body: new Uint8Array(bytes) }),
  })
  const answer = (await response.json()) as object
  return { status: response.status, ...answer }
}

/**
 * Names of what is in the folder for files that no event has had.
 *
 * @param folder - in the lab; by default that of this process
 */
export async function waitingFiles(folder = process.env.UPLOAD_FOLDER!): Promise<string[]> {
  return readdir(join(labRoot, folder)).catch(() => [])
}

/** The signature of a PNG, and whatever else. */
export function png(length = 5_000): Buffer {
  const bytes = Buffer.alloc(length, 7)
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes)
  return bytes
}
