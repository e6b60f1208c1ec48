/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LimitedLog } from '../logging/main.ts'
import { isSocketPath } from './gateway.ts'
import { BLOCKED_QUERY } from '../protocol/main.ts'
import { BLOCKED_ADVICE, UPGRADE_ADVICE } from './proxy_advice.ts'

/**
 * Answers ordinary requests to the address of sockets, which only a proxy that drops the headers of an
 * upgrade makes of them, or somebody who looks.
 */
export class SocketAddress {
  #advice: LimitedLog
  #isClosing: () => boolean

  /**
   * @param advice - anybody may bring its lines about: it writes few, and goes on for as long as it is asked
   * @param isClosing - whether the server takes no more sockets: then it says nothing of proxies
   */
  constructor(advice: LimitedLog, isClosing: () => boolean = () => false) {
    this.#advice = advice
    this.#isClosing = isClosing
  }

  /** Whether a request is for it. */
  claims(url: string | undefined): boolean {
    return isSocketPath(url)
  }

  respond(request: IncomingMessage, reply: ServerResponse): void {
    if (this.#isClosing()) {
      reply.writeHead(503, { 'connection': 'close', 'cache-control': 'no-store' }).end()
      return
    }
    // A browser says what has become of its sockets, of which the server may have heard nothing
    const isBlocked = request.url?.endsWith(BLOCKED_QUERY) === true
    if (isBlocked) this.#log(request, 'E_SOCKET_BLOCKED', BLOCKED_ADVICE)
    else this.#log(request, 'E_UPGRADE_MISSING', UPGRADE_ADVICE)
    reply
      .writeHead(426, {
        'content-type': 'application/json',
        'upgrade': 'websocket',
        // What a body may bring is not read
        'connection': 'Upgrade, close',
        'cache-control': 'no-store',
        // Pages of another host read that the server is there
        'access-control-allow-origin': '*',
      })
      .end(JSON.stringify({ code: 'E_UPGRADE_MISSING', message: UPGRADE_ADVICE }))
  }

  /** Says what is wrong, and between whom. */
  #log(request: IncomingMessage, code: string, advice: string): void {
    const { via, 'x-forwarded-for': forwarded } = request.headers
    const fields = { code, proxy: request.socket.remoteAddress, via, forwarded }
    this.#advice.warn(fields, '%s', advice)
  }
}
