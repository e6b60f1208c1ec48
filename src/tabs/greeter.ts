/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Visitor } from '../bridge/main.ts'
import { CloseCode } from '../protocol/main.ts'
import type { HelloFrame, PageInfo, PageSnapshot, WelcomeFrame } from '../protocol/main.ts'
import type { BuildCheck, BuildVerdict } from './build_check.ts'
import type { CookieCourier } from './cookie_courier.ts'
import { E_SESSION_PENDING, E_TAB_TOKEN } from './exceptions.ts'
import type { Navigation, Navigator } from './navigator.ts'
import type { Link } from './outbox.ts'
import type { Tab } from './tab.ts'
import type { TabAnnouncer } from './tab_announcer.ts'
import type { TabKeeper } from './tab_keeper.ts'
import type { TabRegistry } from './tab_registry.ts'
import type { TabTokens } from './tab_tokens.ts'
import type { Turns } from './turns.ts'

export interface GreeterOptions {
  registry: TabRegistry
  keeper: TabKeeper
  tokens: TabTokens
  navigator: Navigator
  turns: Turns
  cookies: CookieCourier
  builds: BuildCheck
  announcer: TabAnnouncer
}

/**
 * Takes the hellos of sockets: finds the tab and brings the browser up to date. The welcome leaves
 * last, when events may come.
 */
export class Greeter {
  #options: GreeterOptions

  constructor(options: GreeterOptions) {
    this.#options = options
  }

  /** Build of the browser's files. */
  get build(): string {
    return this.#options.builds.build
  }

  /**
   * Whether this build of the application can go on with the page of a hello.
   *
   * @throws E_TAB_TOKEN
   */
  judge(frame: HelloFrame, visitor: Visitor): BuildVerdict {
    const verdict = this.#options.builds.judge(frame, visitor)
    // Nobody else is told what there is
    if (verdict !== 'fits') this.#options.tokens.open(frame.token)
    return verdict
  }

  /**
   * @param session - id of the browser session that the socket's cookies show
   * @throws E_TAB_TOKEN, E_SESSION_PENDING, E_TOO_MANY_TABS, E_STORE_UNAVAILABLE
   */
  async hello(link: Link, frame: HelloFrame, visitor: Visitor, session: string): Promise<Tab> {
    const { tokens, keeper, registry } = this.#options
    const claim = tokens.open(frame.token)
    const known = await keeper.claim(claim.tab)
    if (known) checkSession(known, session)
    // A token without a session comes from a page outside the session middleware
    else if (claim.session !== '' && claim.session !== session) throw new E_TAB_TOKEN()
    // What has gone while the tab was looked for takes nothing from the socket that came after it
    if (known && !link.open) return known
    // Two windows may have come to one document, as when a reload was announced and did not happen
    const isTaken = known !== undefined && (await hasOther(known, frame))
    const tab = known && !isTaken ? known : registry.create(claim.session && session)
    tab.document = frame.d
    tab.arriving = true
    try {
      const goesOn =
        tab === known
          ? await this.#takeUp(tab, link, frame, visitor, session, claim.fence)
          : await this.#greetAnew(tab, link, frame, visitor)
      if (!goesOn) link.close(CloseCode.TryAgain, 'This tab goes to another process')
      return tab
    } finally {
      tab.arriving = false
    }
  }

  /** A socket is gone. Its tab stays. */
  release(tab: Tab, link: Link): void {
    tab.outbox.detach(link)
    tab.touch()
    if (tab.connected) return
    tab.parts.disconnected()
  }

  /**
   * The tab of the token is gone: a new one shows the page that the browser shows.
   *
   * @returns false when it has ended meanwhile
   */
  async #greetAnew(tab: Tab, link: Link, frame: HelloFrame, visitor: Visitor): Promise<boolean> {
    const { registry, navigator, keeper } = this.#options
    tab.visitor = visitor
    tab.lastEvent = frame.id
    tab.answered = frame.id
    registry.adopt(tab)
    const navigation = await navigator.admit(tab, visitor, frame.url, true)
    await keeper.save(tab)
    if (tab.ended) return false
    const welcome: WelcomeFrame = { ...this.#welcome(tab), fresh: true }
    this.#sendPage(link, welcome, frame.url, navigation)
    attach(tab, link)
    // Somebody signed in or out while it was stored, when it had no socket to be told by
    if (navigation.admission && tab.identity.stale) {
      link.close(CloseCode.SessionChanged, 'Somebody signed in or out')
    }
    tab.catchUp()
    tab.parts.connected()
    this.#options.announcer.opened(tab, false)
    return true
  }

  /**
   * @param fence - number of the claim that the browser knows
   * @returns false when it is not here any more
   */
  async #takeUp(
    tab: Tab,
    link: Link,
    frame: HelloFrame,
    visitor: Visitor,
    session: string,
    fence: number
  ): Promise<boolean> {
    const { registry, navigator, cookies, turns, announcer } = this.#options
    tab.outbox.link?.close(CloseCode.Replaced, 'Another socket took up this tab')
    if (tab.visitor) visitor.jar.inherit(tab.visitor.jar)
    tab.visitor = visitor
    const isBack = tab.adopted
    registry.adopt(tab)
    await navigator.recheck(tab, visitor, isBack)
    tab.parts.takenUp()
    // The document before a reload may have sent what this one knows nothing of
    if (frame.id < tab.lastEvent) await tab.queue.idle()
    if (tab.ended) return false
    // Only the last welcome of this process has said this number
    if (fence === tab.fence) tab.outbox.confirm()
    const page = tab.shown?.info
    const isThere = frame.url === page?.url || tab.outbox.movesAfter(frame.n)
    const goesOn =
      !page || tab.identity.stale || !isThere
        ? await this.#admitAnew(tab, link, frame.url, visitor)
        : await this.#goOn(tab, link, page, frame.n, visitor)
    if (!goesOn) return false
    if (tab.visitor !== visitor) return true
    const ticket = cookies.ticketFor(tab, visitor, session)
    if (ticket !== undefined) turns.add(tab, async () => tab.outbox.push({ c: ticket }))
    tab.parts.connected()
    announcer.opened(tab, isBack)
    return true
  }

  /**
   * The tab shows its page still: the browser gets the frames that it missed, or all at once.
   *
   * @returns false when the tab is not here any more
   */
  async #goOn(tab: Tab, link: Link, page: PageInfo, n: number, visitor: Visitor): Promise<boolean> {
    const resumed = tab.outbox.reaches(n)
    if (!resumed && !tab.outbox.settled && !(await this.#options.keeper.whenStored(tab)))
      return false
    if (isReplaced(tab, link, visitor)) return true
    if (resumed) {
      send(link, { ...this.#welcome(tab), resumed })
      attach(tab, link)
      tab.outbox.resend(n)
      tab.catchUp()
    } else {
      const snapshot: PageSnapshot = { page, states: tab.states.snapshot() }
      tab.outbox.restart()
      tab.parts.resynced()
      send(link, { ...this.#welcome(tab), snapshot })
      attach(tab, link)
    }
    return true
  }

  /**
   * The tab has to be admitted to its page again, after the events that it has taken.
   *
   * @returns false when its turn was forgotten: the tab has ended, or the process ends
   */
  #admitAnew(tab: Tab, link: Link, url: string, visitor: Visitor): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>()
    const turn = async () => {
      if (isReplaced(tab, link, visitor)) return resolve(true)
      const navigation = await this.#options.navigator.admit(tab, visitor, url, true)
      if (tab.ended) return resolve(false)
      if (isReplaced(tab, link, visitor)) return resolve(true)
      tab.outbox.restart()
      this.#sendPage(link, this.#welcome(tab), url, navigation)
      attach(tab, link)
      tab.catchUp()
      resolve(true)
    }
    this.#options.turns.add(tab, turn, { dropped: () => resolve(false), failed: reject })
    return promise
  }

  #sendPage(
    link: Link,
    welcome: WelcomeFrame,
    url: string,
    { admission, news, actions, failure }: Navigation
  ): void {
    if (admission) {
      const snapshot: PageSnapshot = { page: admission.told, states: news?.s ?? {} }
      send(link, { ...welcome, snapshot, actions })
    } else {
      // What went wrong is shown by the page itself, over HTTP
      const reload = { type: 'redirect' as const, url, reload: true }
      send(link, { ...welcome, actions: failure ? [reload] : actions })
    }
  }

  #welcome(tab: Tab): WelcomeFrame {
    const { tokens } = this.#options
    const welcome: WelcomeFrame = {
      ...tab.parts.welcome(),
      t: 'welcome',
      token: tokens.seal({ tab: tab.id, session: tab.session, fence: tab.fence }),
      build: this.build,
      resumed: false,
      id: tab.answered,
      n: tab.outbox.number,
    }
    const { list, forgotten } = tab.outbox.past
    if (list.length > 0) welcome.answers = list
    if (forgotten > 0) welcome.forgotten = forgotten
    return welcome
  }
}

/**
 * @throws E_TAB_TOKEN, E_SESSION_PENDING
 */
function checkSession(tab: Tab, session: string): void {
  if (tab.session === '' || tab.session === session) return
  if (tab.identity.hadJust(session)) throw new E_SESSION_PENDING()
  throw new E_TAB_TOKEN()
}

/** Another socket has come while this one waited: it has the tab. */
function isReplaced(tab: Tab, link: Link, visitor: Visitor): boolean {
  if (tab.visitor === visitor) return false
  link.close(CloseCode.Replaced, 'Another socket took up this tab')
  return true
}

/** The tab has one socket: what another one sends would be answered here. */
function attach(tab: Tab, link: Link): void {
  const before = tab.outbox.link
  tab.outbox.attach(link)
  if (before && before !== link) {
    before.close(CloseCode.Replaced, 'Another socket took up this tab')
  }
}

function send(link: Link, frame: WelcomeFrame): void {
  link.send(JSON.stringify(frame))
}

/** Whether another document has a tab, and is still there. */
async function hasOther({ document, outbox }: Tab, { d }: HelloFrame): Promise<boolean> {
  if (d === undefined || document === undefined || d === document) return false
  return (await outbox.link?.answers?.()) ?? false
}
