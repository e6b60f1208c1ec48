/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { SOCKET_PATH } from '../protocol/main.ts'

/**
 * Address of the socket.
 *
 * @param given - as the configuration has it; that of the page's own origin when left out
 */
export function socketUrl(given: string | undefined, pageUrl: string): string {
  const url = new URL(given ?? SOCKET_PATH, pageUrl)
  if (url.pathname === '/') url.pathname = SOCKET_PATH
  url.protocol = url.protocol.replace(/^http/, 'ws')
  return url.href
}

/**
 * Address of a path on the host of the socket, for requests over HTTP.
 *
 * @param socket - address of the socket
 */
export function httpUrl(path: string, socket: string): string {
  const url = new URL(path, socket)
  url.protocol = url.protocol.replace(/^ws/, 'http')
  return url.href
}
