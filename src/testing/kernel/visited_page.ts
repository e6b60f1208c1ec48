/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { Visitor } from '../../bridge/main.ts'
import { ReflexError } from '../../client/main.ts'
import { CloseCode } from '../../protocol/main.ts'
import { E_TEST_NO_REDIRECT } from '../exceptions.ts'
import type { OpenedDocument, TabLine } from '../tab/tab_window.ts'
import { DrawnTab } from '../screen/drawn_tab.ts'
import type { TabOptions } from '../tab/test_tab.ts'
import { readHttpDocument } from '../tab/http_document.ts'
import { PATIENCE } from '../tab/waiting.ts'
import { within } from '../../within.ts'
import { KernelSocket } from './kernel_socket.ts'

/** Closes after which the client comes back in a moment: the browser has other cookies. */
const AGAIN = new Set<number>([CloseCode.SessionChanged, CloseCode.SessionPending])

export interface VisitedPageOptions extends TabOptions {
  /** Hears of each page before it is opened, to close it after the test. */
  onPage: (page: VisitedPage) => void
}

/**
 * A page that a test visits. Admission, navigations and events run through the application's whole
 * kernel, with the same classes that serve a socket, and the client of the package; only the network
 * is missing.
 *
 * @example
 * ```ts
 * const page = await visit('/cart').as(user)
 * const cart = page.state(CartState)
 * await cart.add({ productId: 1 })
 * assert.equal(cart.count, 1)
 * page.assertToast('Coffee added')
 * ```
 */
export class VisitedPage extends DrawnTab {
  #onPage: (page: VisitedPage) => void

  constructor(options: VisitedPageOptions) {
    super(options)
    this.#onPage = options.onPage
    this.#onPage(this)
  }

  /**
   * Follows the last redirect.
   *
   * @throws E_TEST_NO_REDIRECT when there was none
   */
  async follow(): Promise<this> {
    const { lead } = this.window
    if (!lead) throw new E_TEST_NO_REDIRECT([this.url])
    this.window.lead = undefined
    const go = () => (lead.document ? this.window.follow(lead.url) : this.window.click(lead.url))
    await this.perform(go)
    return this
  }

  /** Opens another tab in the same browser, with the same session and cookies. */
  async openTab(path: string): Promise<VisitedPage> {
    const { harness, browser } = this
    return new VisitedPage({ harness, browser, onPage: this.#onPage }).load(path)
  }

  /** Closes the page: its tab is dropped. Japa does it after the test. */
  override async close(): Promise<void> {
    if (this.window.isClosed) return
    await this.serverTabs.idle()
    await super.close()
    // The server hears of the closed socket first
    await setImmediate()
    this.serverTabs.drop()
  }

  protected line(): TabLine {
    const { reflex } = this.harness
    const context = {
      journal: this.journal,
      visitor: () => this.browser.visitor(this.headers),
      serve: (socket: WebSocket, visitor: Visitor) => reflex.testDoor.serve(socket, visitor),
      changed: () => this.window.changed(),
      closed: (code: number) => {
        if (AGAIN.has(code)) this.window.comeBack()
      },
    }
    return {
      holdsRedirects: true,
      base: `http://${this.browser.host ?? 'localhost'}`,
      open: (url, reloaded) => this.#open(url, reloaded),
      newSocket: () => new KernelSocket(context),
      fetch: (url, init) => this.fetch(url, init),
    }
  }

  protected override async settle(): Promise<void> {
    await this.window.quiet(this.journal)
    await this.browser.settled()
    // Others see at once what a browser would be shown a moment later
    const { rooms } = this.harness.reflex
    await within(PATIENCE, rooms.members.settled())
    rooms.publishAll()
    // What a request does after its answer is done then: `http:request_completed` is emitted
    await setImmediate()
  }

  /**
   * Loads a document as the server makes it, without drawing it.
   *
   * @throws ReflexError when the page refuses the visitor, or fails
   */
  async #open(url: URL, reloaded?: string): Promise<OpenedDocument> {
    const { reflex } = this.harness
    const path = url.pathname + url.search
    if (!reflex.pages.match(url.pathname, url.hostname)) {
      const document = await readHttpDocument(path, await this.fetch(path))
      this.window.documents.push(document)
      this.noteStatus(document)
      return document
    }
    const { documents, registry, navigator } = reflex.tabs.local
    const known = reloaded && (await documents.ofReload(reloaded, this.browser.session, path))
    const tab = known || registry.create(this.browser.session)
    this.serverTabs.made(tab.id)
    const visitor = this.browser.visitor(this.headers)
    if (tab.visitor) visitor.jar.inherit(tab.visitor.jar)
    tab.visitor = visitor
    const admit = () => navigator.admit(tab, visitor, path, true)
    const { admission, news, actions, failure: x } = await documents.inTurn(tab, admit)
    this.journal.sent({ t: 'nav', id: 0, url: path })
    const answer = { ...news, ...(admission && { p: admission.told }), ...(x && { x }) }
    // What a page asks for as it opens comes with its first frame
    this.journal.received({ n: 0, id: 0, ...answer, ...(!admission && { a: actions }) })
    if (admission) {
      const { build } = reflex
      const own = documents.boot(tab, admission.told, news?.s ?? {}, actions)
      return { url: own.page.url, status: 200, boot: { ...own, build, development: false } }
    }
    if (!known || !x) registry.drop(tab)
    if (x) throw new ReflexError(x)
    const redirect = actions.find((action) => action.type === 'redirect')
    return { url: path, status: 302, redirect: redirect?.url }
  }
}
