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
  'range',
  'if-range',
  'transfer-encoding',
])

/**
 * What a request tells about the browser, as the requests of its events show it.
 *
 * @param request - the upgrade of a socket, of an origin that may open sockets, or what a link leads to
 * @param host - that the browser asked for
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
  const { origin } = request.headers
  const document = origin === undefined ? undefined : new URL(origin)
  if (document && document.host !== host) moveTo(document, headers, peer)
  return { headers, peer, host, jar: new CookieJar(request.headers.cookie, encryption) }
}

/**
 * An event is a request to the page that it came from, wherever the socket is: routes of a domain
 * and addresses that are made for the request are those of the page.
 */
function moveTo(document: URL, headers: IncomingHttpHeaders, peer: PeerAddress): void {
  headers.host = document.host
  if ('x-forwarded-host' in headers) headers['x-forwarded-host'] = document.host
  if ('x-forwarded-proto' in headers) {
    headers['x-forwarded-proto'] = document.protocol.slice(0, -1)
  }
  if ('sec-fetch-site' in headers) headers['sec-fetch-site'] = 'same-origin'
  if (document.protocol === 'https:') peer.encrypted = true
  else delete peer.encrypted
}
