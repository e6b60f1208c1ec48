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

/** Milliseconds by which clocks of processes may differ, or be set anew. */
const DIFFERENCE = 30_000

/** Takes what may be had once, in whatever process of the application. */
export type Once = (id: string, keepFor: number) => Promise<boolean>

/** What a ticket is good for. */
export interface CookieTicket {
  /** Made when it is sealed. */
  id?: string
  /** When it was sealed, in milliseconds since the epoch. */
  at?: number
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
  #once: Once

  constructor(encryption: Encryption, once: Once) {
    this.#encryption = encryption
    this.#once = once
  }

  seal(ticket: CookieTicket): string {
    const sealed = { ...ticket, id: randomUUID(), at: Date.now() }
    return this.#encryption.encrypt(sealed, LIFETIME, PURPOSE)
  }

  /**
   * Opens a ticket, without using it up.
   *
   * @param bearer - what the request that brings it shows
   * @throws E_COOKIE_TICKET
   */
  open(text: string, bearer: { session: string; host: string }): CookieTicket {
    const ticket = this.#encryption.decrypt<CookieTicket>(text, PURPOSE)
    // A clock that was set back would let it live for longer than it is remembered
    if (!ticket || ticket.at! > Date.now() + DIFFERENCE) {
      throw new E_COOKIE_TICKET(['the ticket is forged or too old'])
    }
    if (ticket.host !== bearer.host) {
      throw new E_COOKIE_TICKET(['the ticket is for another host'])
    }
    if (ticket.session !== bearer.session) {
      throw new E_COOKIE_TICKET(['the ticket is for another browser session'])
    }
    return ticket
  }

  /**
   * Uses up a ticket that was opened.
   *
   * @throws E_COOKIE_TICKET when it was used before, here or in another process;
   *   E_STORE_UNAVAILABLE
   */
  async use({ id }: CookieTicket): Promise<void> {
    if (await this.#once(id!, LIFETIME + 2 * DIFFERENCE)) return
    throw new E_COOKIE_TICKET(['the ticket was used before'])
  }
}
