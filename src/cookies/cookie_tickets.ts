/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import type { Encryption } from '@adonisjs/core/encryption'
import type { CookieChange } from '../bridge/main.ts'
import { E_COOKIE_TICKET } from './exceptions.ts'

const PURPOSE = 'reflex:cookies'

/** Milliseconds that a ticket is good for: a browser posts it at once. */
const LIFETIME = 30_000

/** What a ticket is good for. */
export interface CookieTicket {
  /** Made when it is sealed. */
  id?: string
  /** Id of the tab whose event has set the cookies. */
  tab: string
  /** Id of the browser session that the browser shows when it brings the ticket. */
  session: string
  /** Host that the browser asked for. */
  host: string
  cookies: CookieChange[]
}

/**
 * Seals cookies that events have set, for a browser to fetch over HTTP. A script carries the
 * ticket but cannot read it, change it, use it twice, or use it in another browser.
 */
export class CookieTickets {
  #encryption: Encryption
  /** Ids of used tickets with the time at which they expire anyway. */
  #used = new Map<string, number>()

  constructor(encryption: Encryption) {
    this.#encryption = encryption
  }

  seal(ticket: CookieTicket): string {
    return this.#encryption.encrypt({ ...ticket, id: randomUUID() }, LIFETIME, PURPOSE)
  }

  /**
   * Opens a ticket, once.
   *
   * @param bearer - what the request that brings it shows
   * @throws E_COOKIE_TICKET
   */
  redeem(text: string, bearer: { session: string; host: string }): CookieTicket {
    const ticket = this.#encryption.decrypt<CookieTicket & { id: string }>(text, PURPOSE)
    if (!ticket) throw new E_COOKIE_TICKET(['the ticket is forged or too old'])
    if (ticket.host !== bearer.host) {
      throw new E_COOKIE_TICKET(['the ticket is for another host'])
    }
    if (ticket.session !== bearer.session) {
      throw new E_COOKIE_TICKET(['the ticket is for another browser session'])
    }
    this.#forgetExpired()
    if (this.#used.has(ticket.id)) throw new E_COOKIE_TICKET(['the ticket was used before'])
    this.markUsed(ticket.id)
    return ticket
  }

  /** A ticket is no good any more: it was brought here, or to another process. */
  markUsed(id: string): void {
    this.#used.set(id, performance.now() + LIFETIME)
  }

  /** Ids are kept in the order of their use, so the first that still counts ends it. */
  #forgetExpired(): void {
    const now = performance.now()
    for (const [id, expires] of this.#used) {
      if (expires > now) return
      this.#used.delete(id)
    }
  }
}
