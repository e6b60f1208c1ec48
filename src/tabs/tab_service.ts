/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import type { Visitor } from '../bridge/main.ts'
import type { PageRegistry } from '../pages/page_registry.ts'
import { CloseCode } from '../protocol/main.ts'
import type {
  EventError,
  EventFrame,
  HelloFrame,
  NavigateFrame,
  PageInfo,
  PageSnapshot,
  WelcomeFrame,
} from '../protocol/main.ts'
import type { Rooms } from '../rooms/main.ts'
import { toEventError } from './event_error.ts'
import type { EventRunner } from './event_runner.ts'
import type { CookieCourier } from './cookie_courier.ts'
import { E_QUEUE_FULL, E_SESSION_PENDING, E_TAB_ENDED, E_TAB_TOKEN } from './exceptions.ts'
import type { Navigation, Navigator } from './navigator.ts'
import type { Link } from './outbox.ts'
import type { Tab } from './tab.ts'
import type { TabKeeper } from './tab_keeper.ts'
import { isTabId } from './tab_registry.ts'
import type { TabRegistry } from './tab_registry.ts'
import type { TabTokens } from './tab_tokens.ts'
import type { TaskRunner } from './tasks/task_runner.ts'
import type { Turns } from './turns.ts'

export interface TabServiceOptions {
  registry: TabRegistry
  keeper: TabKeeper
  tokens: TabTokens
  runner: EventRunner
  navigator: Navigator
  tasks: TaskRunner
  turns: Turns
  pages: PageRegistry
  cookies: CookieCourier
  rooms: Rooms
  logger: Logger
  /** Build of the browser's files. */
  build: string
  /** Events of a tab that may wait. */
  queueLength: number
}

/** Milliseconds within which a browser has the cookies of a session that has moved. */
const MOVE_TIME = 10_000

/** Milliseconds after which the cookies of a response that went out are likely to have arrived. */
const COOKIES_ARRIVE = 50

/**
 * The door to tabs: sockets come in here with a hello, and their events after it.
 */
export class TabService {
  readonly registry: TabRegistry
  /** Hears that the tabs of a browser session are to come again, for those in other processes. */
  onSessionChanged: ((session: string) => void) | undefined
  #options: TabServiceOptions

  constructor(options: TabServiceOptions) {
    this.#options = options
    this.registry = options.registry
  }

  /** The sealed token of a tab, for its shell. */
  token(tab: Tab): string {
    return this.#options.tokens.seal({ tab: tab.id, session: tab.session, fence: tab.fence })
  }

  /**
   * Takes a socket's hello: finds its tab and brings the browser up to date.
   *
   * @param session - id of the browser session that the socket's cookies show
   * @throws E_TAB_TOKEN, E_SESSION_PENDING, E_TOO_MANY_TABS, E_STORE_UNAVAILABLE
   */
  async hello(link: Link, frame: HelloFrame, visitor: Visitor, session: string): Promise<Tab> {
    const claim = this.#options.tokens.open(frame.token)
    const tab = await this.#options.keeper.take(claim.tab)
    if (tab) this.#checkSession(tab, session)
    // A token without a session comes from a page outside the session middleware
    else if (claim.session !== '' && claim.session !== session) throw new E_TAB_TOKEN()
    if (!tab?.shown) return this.#begin(link, frame, visitor, claim.session && session)

    tab.outbox.link?.close(CloseCode.Replaced, 'Another socket took up this tab')
    if (tab.visitor) visitor.jar.inherit(tab.visitor.jar)
    tab.visitor = visitor
    this.registry.adopt(tab)
    if (tab.restored) await this.#options.navigator.recheck(tab)
    this.#options.tasks.takeUp(tab)
    // The document before a reload may have sent what this one knows nothing of
    if (frame.id < tab.lastEvent) await tab.queue.idle()
    // Only the last welcome of this process has said this number
    if (claim.fence === tab.fence) tab.outbox.confirm()
    const isThere = frame.url === tab.shown.info.url || tab.outbox.movesAfter(frame.n)
    if (tab.stale || !isThere) {
      if (!(await this.#admitAnew(tab, link, frame.url))) {
        link.close(CloseCode.TryAgain, 'This tab goes to another process')
        return tab
      }
    } else if (!(await this.#goOn(tab, link, tab.shown.info, frame.n))) {
      return this.hello(link, frame, visitor, session)
    }
    const ticket = this.#options.cookies.ticketFor(tab, session)
    if (ticket !== undefined)
      this.#options.turns.add(tab, async () => tab.outbox.push({ c: ticket }))
    this.#options.rooms.arrived(tab)
    return tab
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
    const actor = tabs.find((tab) => this.#options.cookies.sessionOf(tab) === to)
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

  /** The tabs of a browser session are to come again, as another process has found out. */
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
   * Takes an event or a navigation of a tab. One that was taken before is not run again.
   */
  receive(tab: Tab, frame: EventFrame | NavigateFrame): void {
    if (frame.n !== undefined) tab.outbox.acknowledge(frame.n)
    if (frame.id <= tab.lastEvent || tab.draining || tab.ended) return
    tab.lastEvent = frame.id
    tab.touch()
    const { queueLength, runner, navigator, turns } = this.#options
    if (tab.queue.length >= queueLength) {
      this.refuse(tab, frame.id, new E_QUEUE_FULL([queueLength]))
      return
    }
    turns.add(tab, () => (frame.t === 'event' ? runner.run(tab, frame) : navigator.run(tab, frame)))
  }

  /**
   * Answers an event that will not run, in its place in the order.
   */
  refuse(tab: Tab, id: number, error: unknown): void {
    if (tab.draining || tab.ended) return
    tab.lastEvent = Math.max(tab.lastEvent, id)
    const x = this.#refusal(tab, error)
    this.#options.turns.add(tab, async () => tab.answer({ id, x }))
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
    // The request has the cookies of now
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
  prefetch(tab: Tab, url: string): void {
    const host = tab.visitor?.headers.host?.replace(/:\d+$/, '')
    const path = url.split(/[?#]/, 1)[0]
    const page = this.#options.pages.match(path, host)?.definition.id ?? null
    tab.outbox.send({ t: 'prefetch', url, page })
  }

  /** A socket is gone. Its tab stays. */
  release(tab: Tab, link: Link): void {
    tab.outbox.detach(link)
    tab.touch()
    if (tab.connected) return
    this.#options.tasks.left(tab)
    this.#options.rooms.membership.departed(tab)
  }

  /** The tab of the token is gone: a new one shows the page that the browser shows. */
  async #begin(link: Link, frame: HelloFrame, visitor: Visitor, session: string): Promise<Tab> {
    const tab = this.registry.create(session)
    tab.visitor = visitor
    tab.lastEvent = frame.id
    tab.answered = frame.id
    this.registry.adopt(tab)
    const navigation = await this.#options.navigator.navigate(tab, frame.url, true)
    const welcome: WelcomeFrame = { ...this.#welcome(tab), fresh: true }
    this.#sendPage(link, welcome, frame.url, navigation)
    tab.outbox.attach(link)
    await this.#options.keeper.save(tab)
    tab.catchUp()
    this.#options.rooms.arrived(tab)
    return tab
  }

  /**
   * @throws E_TAB_TOKEN, E_SESSION_PENDING
   */
  #checkSession(tab: Tab, session: string): void {
    if (tab.session === '' || tab.session === session) return
    const { moved } = tab
    if (moved?.from === session && performance.now() - moved.at < MOVE_TIME) {
      throw new E_SESSION_PENDING()
    }
    throw new E_TAB_TOKEN()
  }

  /**
   * The tab shows its page still: the browser gets the frames that it missed, or all at once.
   *
   * @returns false when another process has taken the tab up meanwhile
   */
  async #goOn(tab: Tab, link: Link, page: PageInfo, n: number): Promise<boolean> {
    const resumed = tab.outbox.reaches(n)
    if (!resumed && !tab.outbox.settled && !(await this.#options.keeper.settle(tab))) return false
    const welcome: WelcomeFrame = { ...this.#welcome(tab), resumed }
    if (resumed) {
      this.#send(link, welcome)
      tab.outbox.attach(link)
      tab.outbox.resend(n)
      tab.catchUp()
    } else {
      const snapshot: PageSnapshot = { page, states: tab.states.snapshot() }
      tab.outbox.clear()
      this.#send(link, { ...welcome, snapshot })
      tab.outbox.attach(link)
    }
    return true
  }

  /**
   * The tab has to be admitted to its page again, after the events that it has taken.
   *
   * @returns false when its turn was forgotten: the tab has ended, or the process ends
   */
  #admitAnew(tab: Tab, link: Link, url: string): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const turn = async () => {
      const navigation = await this.#options.navigator.navigate(tab, url, true)
      tab.outbox.clear()
      this.#sendPage(link, this.#welcome(tab), url, navigation)
      tab.outbox.attach(link)
      tab.catchUp()
      resolve(true)
    }
    this.#options.turns.add(tab, turn, { dropped: () => resolve(false) })
    return promise
  }

  #sendPage(
    link: Link,
    welcome: WelcomeFrame,
    url: string,
    { admission, news, actions, failure }: Navigation
  ): void {
    if (admission) {
      const snapshot: PageSnapshot = { page: admission.info, states: news?.s ?? {} }
      this.#send(link, { ...welcome, snapshot, actions })
    } else {
      // What went wrong is shown by the page itself, over HTTP
      const reload = { type: 'redirect' as const, url, reload: true }
      this.#send(link, { ...welcome, actions: failure ? [reload] : actions })
    }
  }

  /** Tells the tabs of a browser session to come again with the cookies of now. */
  #announce(session: string, except?: Tab, since = performance.now()): void {
    for (const tab of this.registry.ofSession(session)) {
      // A page that was asked for after the change has seen it
      if (tab !== except && tab.admittedAt < since) this.#sendAway(tab)
      tab.outdated = false
    }
    this.onSessionChanged?.(session)
  }

  /** The process that takes the tab up next is to know what has happened to its session. */
  #note(tab: Tab): void {
    const { keeper, turns } = this.#options
    if (keeper.lasting) void turns.run(tab, async () => {})
  }

  #sendAway(tab: Tab): void {
    tab.stale = true
    this.#note(tab)
    tab.outbox.link?.close(CloseCode.SessionChanged, 'Somebody signed in or out')
  }

  #welcome(tab: Tab): WelcomeFrame {
    const welcome: WelcomeFrame = {
      t: 'welcome',
      token: this.token(tab),
      build: this.#options.build,
      resumed: false,
      id: tab.answered,
      n: tab.outbox.number,
    }
    const tasks = tab.tasks.records.map(({ id }) => id)
    if (tasks.length > 0) welcome.tasks = tasks
    return welcome
  }

  #send(link: Link, frame: WelcomeFrame): void {
    link.send(JSON.stringify(frame))
  }

  #refusal(tab: Tab, error: unknown): EventError {
    const x = toEventError(error, { development: false })
    this.#options.logger.warn({ code: x.code, tab: tab.id }, 'event refused: %s', x.message)
    return x
  }
}
