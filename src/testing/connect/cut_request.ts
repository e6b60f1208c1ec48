/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { request } from 'node:http'

/**
 * Sends the beginning of a request, and is gone.
 *
 * @param bytes - of its body, which is announced whole
 * @throws TypeError, as whatever the network has swallowed
 */
export async function cutRequest(
  url: string,
  headers: Record<string, string>,
  body: Uint8Array,
  bytes: number
): Promise<never> {
  const sent = request(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': body.length },
  })
  sent.on('error', () => {})
  sent.flushHeaders()
  // What is written has left when the next write is taken
  await new Promise<unknown>((resolve) => sent.write(body.subarray(0, bytes), resolve))
  sent.destroy()
  await once(sent, 'close')
  throw new TypeError('The connection of the upload was cut')
}
