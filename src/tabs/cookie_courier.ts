/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { CookieJar } from '../bridge/main.ts'
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

  /** Id of the browser session that the tab's cookies show; empty without one. */
  sessionOf(tab: Tab): string {
    return tab.visitor ? this.#readSession(tab.visitor.jar) : ''
  }

  /**
   * A ticket for the cookies that the browser does not have yet; undefined when there are none.
   *
   * @param session - id of the session that the browser will show when it brings the ticket
   */
  ticketFor(tab: Tab, session: string): string | undefined {
    const { jar, host } = tab.visitor!
    const cookies = jar.take()
    if (cookies.length === 0) return undefined
    return this.#tickets.seal({ tab: tab.id, session, host, cookies })
  }
}
