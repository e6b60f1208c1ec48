/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { request as askHttp } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as askHttps } from 'node:https'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'

type Init = RequestInit & { headers: Record<string, string> }

/** How the requests of a test's browser reach the application. */
export interface HttpLine {
  /**
   * Sends a request, and follows no redirect.
   *
   * @throws TypeError when nobody answers
   */
  ask(url: URL, init: Init): Promise<Response>
}

/** Over the network, to whoever listens there. */
export const networkLine: HttpLine = {
  ask: (url, init) =>
    init.headers.host === undefined || init.headers.host === url.host
      ? fetch(url, { ...init, redirect: 'manual' })
      : askAs(init.headers.host, url, init),
}

/** Status codes of responses without a body. */
const EMPTY = new Set([204, 205, 304])

/** `fetch` says the host of the address in any case. */
async function askAs(host: string, url: URL, init: Init): Promise<Response> {
  const request = new Request(url, init)
  const body = request.body ? Buffer.from(await request.arrayBuffer()) : undefined
  const { method, signal } = request
  const headers: Record<string, string> = {}
  request.headers.forEach((value, name) => (headers[name] = value))
  Object.assign(headers, init.headers, { host })
  const ask = url.protocol === 'https:' ? askHttps : askHttp
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  ask(url, { method, headers, signal }, (answer) => resolve(responseOf(answer, method)))
    .on('error', (cause) => {
      reject(signal.aborted ? cause : new TypeError('fetch failed', { cause }))
    })
    .end(body)
  return promise
}

function responseOf(answer: IncomingMessage, method: string): Response {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
    for (const value of values) headers.append(name, value)
  }
  const status = answer.statusCode!
  const isEmpty = method === 'HEAD' || EMPTY.has(status)
  if (isEmpty) answer.resume()
  const body = isEmpty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>)
  return new Response(body as BodyInit | null, { status, headers })
}
