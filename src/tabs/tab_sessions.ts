/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { CloseCode } from '../protocol/main.ts'
import type { CookieCourier } from './cookie_courier.ts'
import type { Tab } from './tab.ts'
import type { TabKeeper } from './tab_keeper.ts'
import type { TabRegistry } from './tab_registry.ts'
import type { Turns } from './turns.ts'

export interface TabSessionsOptions {
  registry: TabRegistry
  keeper: TabKeeper
  cookies: CookieCourier
  turns: Turns
}

/** Milliseconds after which the cookies of a response that went out are likely to have arrived. */
const COOKIES_ARRIVE = 50

/**
 * What becomes of tabs when their browser session gets another id, and when somebody signs in or out.
 */
export class TabSessions {
  /** Hears that the tabs of a browser session are to reconnect, for those in other processes. */
  onChanged: ((session: string) => void) | undefined
  #options: TabSessionsOptions

  constructor(options: TabSessionsOptions) {
    this.#options = options
  }

  /**
   * The browser has the cookies of a ticket.
   */
  cookiesRedeemed(id: string): void {
    const tab = this.#options.registry.find(id)
    if (!tab) return
    tab.visitor?.jar.confirm()
    if (tab.identity.announces) this.#announce(tab.session, tab)
    tab.identity.announces = false
  }

  /**
   * A browser session has got another id: its tabs go with it.
   */
  moved(from: string, to: string): void {
    const tabs = this.#options.registry.ofSession(from)
    const actor = tabs.find(
      (tab) => this.#options.cookies.sessionOf(tab.acting ?? tab.visitor) === to
    )
    this.renameSession(from, to)
    // When an event has moved it, the others follow once the browser has the cookies
    if (actor) actor.identity.announces = true
    else this.identityChanged(to)
  }

  /** The tabs of a browser session get its new id, and wait for news of its cookies. */
  renameSession(from: string, to: string): void {
    for (const tab of this.#options.registry.ofSession(from)) {
      this.#options.registry.move(tab, to)
      this.#note(tab)
    }
  }

  /** The tabs of a browser session are to reconnect, as another process has found out. */
  comeAgain(session: string): void {
    for (const tab of this.#options.registry.ofSession(session)) this.#sendAway(tab)
  }

  /**
   * Somebody has signed in or out over HTTP: the tabs of that browser session are admitted anew, but for those of pages that were
   * asked for when that was stored already. A fast browser asks for one before it has read the response to its end.
   *
   * @param since - when it was stored, in milliseconds of the monotonic clock
   */
  identityChanged(session: string, since = performance.now()): void {
    for (const tab of this.#options.registry.ofSession(session)) {
      if (tab.identity.wasAdmittedBefore(since)) tab.identity.changedElsewhere()
    }
    setTimeout(() => this.#announce(session, undefined, since), COOKIES_ARRIVE).unref()
  }

  /** A tab is to be let in to its page again: a room of it may be closed to it by now. */
  readmit(tab: Tab): void {
    this.#sendAway(tab)
  }

  /**
   * An event has signed its user out.
   *
   * @param waits - the browser gets cookies first
   */
  loggedOut(tab: Tab, waits: boolean): void {
    if (waits) tab.identity.announces = true
    else this.#announce(tab.session, tab)
  }

  /** Tells the tabs of a browser session to reconnect with its current cookies. */
  #announce(session: string, except?: Tab, since = performance.now()): void {
    for (const tab of this.#options.registry.ofSession(session)) {
      // A page that was asked for after the change has seen it
      tab.identity.told()
      if (tab !== except && tab.identity.wasAdmittedBefore(since)) this.#sendAway(tab)
      else tab.catchUp()
    }
    this.onChanged?.(session)
  }

  /** The process that takes the tab up next is to know what has happened to its session. */
  #note(tab: Tab): void {
    if (this.#options.keeper.lasting) void this.#options.turns.run(tab, async () => {})
  }

  #sendAway(tab: Tab): void {
    tab.identity.changed()
    // It was asked for with the previous cookies
    tab.queue.forgetAsked()
    this.#note(tab)
    tab.outbox.link?.close(CloseCode.SessionChanged, 'Somebody signed in or out')
  }
}
