/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { COOKIES_PATH } from '../protocol/main.ts'
import type { Environment, HttpAnswer } from './environment.ts'
import { httpUrl } from './socket_url.ts'

/** Milliseconds between attempts to bring a ticket. */
const PAUSES = [200, 1_000, 3_000]

/** Milliseconds after which a request has failed: the frames behind the ticket wait for it. */
const REQUEST_LIMIT = 10_000

/**
 * Brings tickets for cookies to the server over HTTP, where they become cookies with all their
 * attributes. No script ever sees what is in them.
 */
export class Cookies {
  #environment: Environment
  #url: string

  /**
   * @param socketUrl - address of the socket; the cookies are of the same host
   */
  constructor(environment: Environment, socketUrl: string) {
    this.#environment = environment
    this.#url = httpUrl(COOKIES_PATH, socketUrl)
  }

  /**
   * @returns whether the browser has the cookies now
   */
  async redeem(ticket: string): Promise<boolean> {
    const { fetch } = this.#environment
    if (!fetch) return false
    for (const pause of [0, ...PAUSES]) {
      if (pause > 0) await this.#wait(pause)
      try {
        const { ok, status } = await this.#post(fetch, ticket)
        if (ok) return true
        if (status < 500) break
      } catch {
        // The network was gone: try again
      }
    }
    console.warn('[reflex] Cookies of an event could not be set.')
    return false
  }

  /**
   * @throws when the network is gone, or nothing comes in time
   */
  async #post(fetch: NonNullable<Environment['fetch']>, body: string): Promise<HttpAnswer> {
    const controller = new AbortController()
    const { promise, reject } = Promise.withResolvers<never>()
    const timer = this.#environment.setTimeout(() => {
      controller.abort()
      reject(new Error('No answer came in time'))
    }, REQUEST_LIMIT)
    const answer = fetch(this.#url, {
      method: 'POST',
      body,
      credentials: 'include',
      // Plain text, so that a front end on another host needs no preflight
      headers: { 'content-type': 'text/plain' },
      signal: controller.signal,
    })
    return Promise.race([answer, promise]).finally(() => this.#environment.clearTimeout(timer))
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.#environment.setTimeout(resolve, milliseconds))
  }
}
