/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpRequest, Server } from '@adonisjs/core/http'
import type { CookieJar } from '../bridge/main.ts'

/**
 * Reads what does not pass the application's kernel: upgrades of sockets, and tickets for cookies.
 */
export class BrowserRequests {
  #server: Server
  #sessionCookie: string | undefined

  /**
   * @param sessionCookie - name of the session cookie; undefined in an application without sessions
   */
  constructor(server: Server, sessionCookie: string | undefined) {
    this.#server = server
    this.#sessionCookie = sessionCookie
  }

  /** Host and port that the browser asked for. */
  readonly hostOf = (message: IncomingMessage): string | null => this.#requestOf(message).host()

  /** `http` or `https`, as the browser asked. */
  readonly protocolOf = (message: IncomingMessage): string => this.#requestOf(message).protocol()

  /** Id of the browser session; empty without one. */
  readonly sessionOf = (jar: CookieJar): string => {
    const id = this.#sessionCookie && jar.read(this.#sessionCookie, 'signed')
    return typeof id === 'string' ? id : ''
  }

  /** The server's own request knows which proxies to trust. */
  #requestOf(message: IncomingMessage): HttpRequest {
    return this.#server.createRequest(message, {} as ServerResponse)
  }
}
