/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Visitor } from '../bridge/main.ts'
import type { LimitedLog } from '../logging/main.ts'
import type { PageRegistry } from '../pages/main.ts'
import { CloseCode } from '../protocol/main.ts'
import type {
  EventError,
  EventFrame,
  FeatureFrame,
  HelloFrame,
  NavigateFrame,
} from '../protocol/main.ts'
import { codeAndHelp, toEventError } from './event_error.ts'
import type { EventRunner } from './event_runner.ts'
import type { BuildVerdict } from './build_check.ts'
import type { CookieCourier } from './cookie_courier.ts'
import { E_FEATURE_UNKNOWN, E_QUEUE_FULL, E_TAB_ENDED } from './exceptions.ts'
import type { TurnOptions } from './event_queue.ts'
import type { Greeter } from './greeter.ts'
import { hostnameOf } from './hostname.ts'
import type { Navigator } from './navigator.ts'
import type { Link } from './outbox.ts'
import type { Tab } from './tab.ts'
import type { TabKeeper } from './tab_keeper.ts'
import { isTabId } from './tab_registry.ts'
import type { TabRegistry } from './tab_registry.ts'
import type { TabTokens } from './tab_tokens.ts'
import type { Turns } from './turns.ts'

export interface TabServiceOptions {
  registry: TabRegistry
  keeper: TabKeeper
  tokens: TabTokens
  greeter: Greeter
  runner: EventRunner
  navigator: Navigator
  turns: Turns
  pages: PageRegistry
  cookies: CookieCourier
  /** Hears what strangers can bring about. */
  refusals: LimitedLog
  /** Events of a tab that may wait. */
  queueLength: number
  development: boolean
}

/** Milliseconds after which the cookies of a response that went out are likely to have arrived. */
const COOKIES_ARRIVE = 50

/**
 * The door to tabs: sockets come in here with a hello, and their events after it.
 */
export class TabService {
  readonly registry: TabRegistry
  /** Hears that the tabs of a browser session are to reconnect, for those in other processes. */
  onSessionChanged: ((session: string) => void) | undefined
  #options: TabServiceOptions

  constructor(options: TabServiceOptions) {
    this.#options = options
    this.registry = options.registry
  }

  /** Build of the browser's files. */
  get build(): string {
    return this.#options.greeter.build
  }

  /** The sealed token of a tab, for its shell. */
  token(tab: Tab): string {
    return this.#options.tokens.seal({ tab: tab.id, session: tab.session, fence: tab.fence })
  }

  /**
   * Whether this build of the application can go on with the page of a hello.
   *
   * @throws E_TAB_TOKEN
   */
  judge(frame: HelloFrame, visitor: Visitor): BuildVerdict {
    return this.#options.greeter.judge(frame, visitor)
  }

  /**
   * Takes a socket's hello: finds its tab and brings the browser up to date.
   *
   * @param session - id of the browser session that the socket's cookies show
   * @throws E_TAB_TOKEN, E_SESSION_PENDING, E_TOO_MANY_TABS, E_STORE_UNAVAILABLE
   */
  hello(link: Link, frame: HelloFrame, visitor: Visitor, session: string): Promise<Tab> {
    return this.#options.greeter.hello(link, frame, visitor, session)
  }

  /**
   * The browser has the cookies of a ticket.
   */
  cookiesRedeemed(id: string): void {
    const tab = this.registry.find(id)
    if (!tab) return
    tab.visitor?.jar.confirm()
    if (tab.announces) this.#announce(tab.session, tab)
    tab.announces = false
  }

  /**
   * A browser session has got another id: its tabs go with it.
   */
  sessionMoved(from: string, to: string): void {
    const tabs = this.registry.ofSession(from)
    const actor = tabs.find(
      (tab) => this.#options.cookies.sessionOf(tab.acting ?? tab.visitor) === to
    )
    this.followSession(from, to)
    // When an event has moved it, the others follow once the browser has the cookies
    if (actor) actor.announces = true
    else this.identityChanged(to)
  }

  /** The tabs of a browser session get its new id, and wait for news of its cookies. */
  followSession(from: string, to: string): void {
    for (const tab of this.registry.ofSession(from)) {
      this.registry.move(tab, to)
      this.#note(tab)
    }
  }

  /** The tabs of a browser session are to reconnect, as another process has found out. */
  comeAgain(session: string): void {
    for (const tab of this.registry.ofSession(session)) this.#sendAway(tab)
  }

  /**
   * Somebody has signed in or out over HTTP: the tabs of that browser session are admitted anew.
   */
  identityChanged(session: string): void {
    const now = performance.now()
    for (const tab of this.registry.ofSession(session)) tab.outdated = true
    setTimeout(() => this.#announce(session, undefined, now), COOKIES_ARRIVE).unref()
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
    if (waits) tab.announces = true
    else this.#announce(tab.session, tab)
  }

  /**
   * Takes an event or a navigation of a tab. One that was taken before is not run again, and one of a
   * socket that another one has replaced is not taken.
   *
   * @param visitor - of the socket
   */
  receive(tab: Tab, frame: EventFrame | NavigateFrame, visitor: Visitor): void {
    if (visitor !== tab.visitor) return
    if (frame.n !== undefined) tab.outbox.acknowledge(frame.n)
    if (frame.id <= tab.lastEvent || tab.draining || tab.ended) return
    tab.lastEvent = frame.id
    tab.touch()
    const { queueLength, runner, navigator, turns } = this.#options
    if (tab.queue.length >= queueLength) {
      this.refuse(tab, frame.id, new E_QUEUE_FULL([queueLength]))
      return
    }
    const turn = async () => {
      tab.acting = visitor
      try {
        if (frame.t === 'event') await runner.run(tab, frame, visitor)
        else await navigator.run(tab, frame, visitor)
      } catch (error) {
        this.#answerFailure(tab, frame.id, error)
      }
      tab.acting = undefined
    }
    turns.add(tab, turn, this.#asked(tab, frame.id))
  }

  /** Those of the ids of events that nobody works on: no answer to them will come. */
  lost(tab: Tab, ids: readonly number[]): number[] {
    // Answers that wait for the store are still to leave
    if (tab.draining || !tab.outbox.settled) return []
    return ids.filter((id) => !tab.worksOn(id))
  }

  /**
   * Answers an event that will not run, in its place in the order.
   */
  refuse(tab: Tab, id: number, error: unknown): void {
    if (tab.draining || tab.ended) return
    tab.lastEvent = Math.max(tab.lastEvent, id)
    const answer = { id, x: this.#refusal(tab, error) }
    this.#options.turns.add(tab, async () => tab.answer(answer), this.#asked(tab, id))
  }

  /** What the tab's socket has asked for and does not run yet will not run. */
  forget(tab: Tab, visitor: Visitor): void {
    if (visitor === tab.visitor) tab.queue.forgetAsked()
  }

  /**
   * A tab was made for a shell, and any process may get its socket.
   *
   * @throws E_STORE_UNAVAILABLE
   */
  begin(tab: Tab): Promise<void> {
    return this.#options.keeper.begin(tab)
  }

  /**
   * The tab of a document that is loaded again.
   *
   * @param session - id of the browser session that asks
   * @param url - path and query string of the document
   * @returns undefined when it is gone, of another browser session, or shows another address
   * @throws E_STORE_UNAVAILABLE
   */
  async ofReload(id: string, session: string, url: string): Promise<Tab | undefined> {
    // Without a session anybody could have set the cookie that names the tab
    if (session === '' || !isTabId(id)) return undefined
    const tab = await this.#options.keeper.take(id)
    if (!tab || tab.session !== session || tab.shown?.info.url !== url || tab.draining) {
      return undefined
    }
    // The request has the current cookies
    if (tab.outdated) tab.stale = true
    tab.touch()
    return tab
  }

  /**
   * Does something with a tab when its turn comes.
   *
   * @throws E_TAB_ENDED when the tab ends before; and whatever the work throws
   */
  turn<T>(tab: Tab, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const turn = async () => {
        await work().then(resolve, reject)
        // A page that was not shown has no effect on rooms
        tab.endTurn()
      }
      const dropped = () => reject(new E_TAB_ENDED())
      tab.queue.add(turn, { dropped })
    })
  }

  /** Says which page an address leads to. */
  prefetch(tab: Tab, url: string, visitor: Visitor): void {
    const host = hostnameOf(visitor.headers.host)
    const path = url.split(/[?#]/, 1)[0]
    const page = this.#options.pages.match(path, host)?.definition.id ?? null
    tab.outbox.send({ t: 'prefetch', url, page })
  }

  /**
   * The browser's side of a feature tells something.
   *
   * @throws E_FEATURE_UNKNOWN; what the feature finds wrong with it
   */
  told(tab: Tab, { f: name, m: data }: FeatureFrame, visitor: Visitor): void {
    if (visitor !== tab.visitor) return
    const part = tab.parts.get(name)
    if (!part?.told) throw new E_FEATURE_UNKNOWN([name.slice(0, 40)])
    part.told(data)
  }

  /** A socket is gone. Its tab stays. */
  release(tab: Tab, link: Link): void {
    tab.outbox.detach(link)
    tab.touch()
    if (tab.connected) return
    tab.parts.disconnected()
  }

  /** Tells the tabs of a browser session to reconnect with its current cookies. */
  #announce(session: string, except?: Tab, since = performance.now()): void {
    for (const tab of this.registry.ofSession(session)) {
      // A page that was asked for after the change has seen it
      tab.outdated = false
      if (tab !== except && tab.admittedAt < since) this.#sendAway(tab)
      else tab.catchUp()
    }
    this.onSessionChanged?.(session)
  }

  /** The process that takes the tab up next is to know what has happened to its session. */
  #note(tab: Tab): void {
    if (this.#options.keeper.lasting) void this.#options.turns.run(tab, async () => {})
  }

  #sendAway(tab: Tab): void {
    tab.stale = true
    // It was asked for with the previous cookies
    tab.queue.forgetAsked()
    this.#note(tab)
    tab.outbox.link?.close(CloseCode.SessionChanged, 'Somebody signed in or out')
  }

  /** A turn that the browser asks for again, should it be forgotten. */
  #asked(tab: Tab, id: number): TurnOptions {
    const dropped = () => (tab.lastEvent = Math.min(tab.lastEvent, id - 1))
    return { asked: true, dropped }
  }

  /** What the runners have not made an answer of is one all the same. */
  #answerFailure(tab: Tab, id: number, error: unknown): void {
    tab.endTurn()
    this.#options.refusals.error({ err: error, tab: tab.id }, 'an event failed without an answer')
    if (tab.answered < id) tab.answer({ id, x: toEventError(error, { development: false }) })
  }

  #refusal(tab: Tab, error: unknown): EventError {
    const { refusals, development } = this.#options
    const x = toEventError(error, { development })
    refusals.warn({ ...codeAndHelp(error), tab: tab.id }, 'event refused: %s', x.message)
    return x
  }
}
