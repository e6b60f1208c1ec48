/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LimitedLog } from '../logging/main.ts'
import { isSocketPath } from './gateway.ts'
import { UPGRADE_ADVICE } from './proxy_advice.ts'

/**
 * Answers ordinary requests to the address of sockets, which only a proxy that drops the headers of an
 * upgrade makes of them, or somebody who looks.
 */
export class SocketAddress {
  #refusals: LimitedLog
  #isLogged = false

  constructor(refusals: LimitedLog) {
    this.#refusals = refusals
  }

  /** Whether a request is for it. */
  claims(url: string | undefined): boolean {
    return isSocketPath(url)
  }

  respond(_request: IncomingMessage, reply: ServerResponse): void {
    if (!this.#isLogged) {
      this.#isLogged = true
      this.#refusals.warn({ code: 'E_UPGRADE_MISSING' }, '%s', UPGRADE_ADVICE)
    }
    reply
      .writeHead(426, {
        'content-type': 'application/json',
        'upgrade': 'websocket',
        // What a body may bring is not read
        'connection': 'Upgrade, close',
        'cache-control': 'no-store',
      })
      .end(JSON.stringify({ code: 'E_UPGRADE_MISSING', message: UPGRADE_ADVICE }))
  }
}
