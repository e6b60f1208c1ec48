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
 *
 * @param request - of an origin that may open sockets
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
  const document = new URL(request.headers.origin!)
  if (document.host !== host) moveTo(document, headers, peer)
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
