/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { CookieJar, Visitor } from '../bridge/main.ts'
import type { CookieTickets } from '../cookies/main.ts'
import type { Tab } from './tab.ts'

/**
 * Brings cookies that events have set to the browser, by tickets.
 */
export class CookieCourier {
  #tickets: CookieTickets
  #readSession: (jar: CookieJar) => string

  /**
   * @param readSession - reads the id of the browser session from its cookies
   */
  constructor(tickets: CookieTickets, readSession: (jar: CookieJar) => string) {
    this.#tickets = tickets
    this.#readSession = readSession
  }

  /** Id of the browser session that a visitor's cookies show; empty without one. */
  sessionOf(visitor: Visitor | undefined): string {
    return visitor ? this.#readSession(visitor.jar) : ''
  }

  /**
   * A ticket for the cookies that the browser does not have yet; undefined when there are none.
   *
   * @param visitor - whose event may have set some
   * @param session - id of the session that the browser will show when it brings the ticket
   */
  ticketFor(tab: Tab, visitor: Visitor, session: string): string | undefined {
    // A newer socket has the tab, and brings the cookies of the older one's events too
    const { jar, host } = tab.visitor ?? visitor
    if (jar !== visitor.jar) jar.inherit(visitor.jar)
    const cookies = jar.take()
    if (cookies.length === 0) return undefined
    return this.#tickets.seal({ tab: tab.id, session, host, cookies })
  }
}
