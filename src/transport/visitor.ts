/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Encryption } from '@adonisjs/core/encryption'
import { CookieJar } from '../bridge/main.ts'
import type { PeerAddress, Visitor } from '../bridge/main.ts'

/** Headers of the upgrade that say nothing about the requests made on its behalf. */
const DROPPED = new Set([
  'connection',
  'upgrade',
  'origin',
  'pragma',
  'cache-control',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-extensions',
  'sec-websocket-protocol',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'content-length',
  'transfer-encoding',
])

/**
 * What a socket's upgrade request tells about the browser, as the requests of its events show it.
 */
export function visitorOf(request: IncomingMessage, encryption: Encryption, host: string): Visitor {
  const headers: IncomingHttpHeaders = {}
  for (const name in request.headers) {
    if (!DROPPED.has(name)) headers[name] = request.headers[name]
  }
  // What a navigation asks for: exceptions redirect where they would for a page
  headers.accept = 'text/html,application/xhtml+xml'
  const { remoteAddress, remotePort } = request.socket
  const peer: PeerAddress = { remoteAddress, remotePort }
  if ('encrypted' in request.socket) peer.encrypted = true
  return { headers, peer, host, jar: new CookieJar(request.headers.cookie, encryption) }
}
