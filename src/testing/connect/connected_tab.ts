/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RELOAD_COOKIE, SOCKET_PATH, UPLOADS_PATH } from '../../protocol/main.ts'
import { E_TEST_NO_REDIRECT } from '../exceptions.ts'
import type { OpenedDocument, TabLine } from '../tab/tab_window.ts'
import { readHttpDocument } from '../tab/http_document.ts'
import { DrawnTab } from '../screen/drawn_tab.ts'
import type { TabOptions } from '../tab/test_tab.ts'
import { cutRequest } from './cut_request.ts'
import { Network } from './network.ts'
import { NetworkSocket } from './network_socket.ts'

export interface ConnectedTabOptions extends TabOptions {
  /** Origin of the server. */
  base: string
  /** The test has named the process, which may be another one. */
  isNamed: boolean
  /** Hears of each tab before it is opened, to close it after the test. */
  onTab: (tab: ConnectedTab) => void
}

/** Redirects that a browser follows before it gives up. */
const REDIRECTS = 20

/**
 * A browser tab of a test: the client of the package, headless, over a real socket.
 *
 * @example
 * ```ts
 * const tab = await connect('/cart').as(user)
 * const other = await tab.openTab('/cart')
 * tab.network.cut()
 * await tab.state(CartState).add({ productId: 1 })
 * await other.waitFor(() => other.state(CartState).count === 1)
 * ```
 */
export class ConnectedTab extends DrawnTab {
  /** The network between this tab and the server. */
  readonly network = new Network()
  #base: string
  #onTab: (tab: ConnectedTab) => void

  /** The test has named the process. */
  #isNamed: boolean

  constructor(options: ConnectedTabOptions) {
    super(options)
    this.#base = options.base
    this.#isNamed = options.isNamed
    this.#onTab = options.onTab
    this.#onTab(this)
  }

  /**
   * Waits until the last redirect is followed, which the client does by itself.
   *
   * @throws E_TEST_NO_REDIRECT when there was none
   */
  async follow(): Promise<this> {
    if (this.redirects().length === 0) throw new E_TEST_NO_REDIRECT([this.url])
    await this.settled()
    return this
  }

  /** Opens another tab in the same browser, with the same session and cookies. */
  async openTab(url: string): Promise<ConnectedTab> {
    const { harness, browser } = this
    const [base, isNamed, onTab] = [this.#base, this.#isNamed, this.#onTab]
    return new ConnectedTab({ harness, browser, base, isNamed, onTab }).load(url)
  }

  /**
   * Sends the next sockets of the tab to another process, as a load balancer does. The current
   * socket stays open; close it with `network.cut()`.
   *
   * @param base - base URL of the process: `http://localhost:3334`
   */
  reach(base: string): this {
    this.#base = base
    this.#isNamed = true
    this.recorder.isReached = false
    return this
  }

  /** Closes the tab. Japa does it after the test. */
  override async close(): Promise<void> {
    if (this.window.isClosed) return
    this.network.close()
    await super.close()
    this.network.cut()
    this.serverTabs.drop()
  }

  protected override get elsewhere(): string | undefined {
    return this.#isNamed && !this.recorder.isReached ? this.#base : undefined
  }

  protected line(): TabLine {
    const context = {
      journal: this.journal,
      base: () => this.#base,
      network: () => this.network,
      headers: () => this.#socketHeaders,
      changed: () => this.window.changed(),
    }
    const base = () => this.#base
    return {
      holdsRedirects: false,
      get base() {
        return base()
      },
      open: (url, reloaded) => this.#open(url, reloaded),
      newSocket: (address) => new NetworkSocket(address, context),
      fetch: (url, init) => this.#fetch(url, init),
    }
  }

  /** Asks over the network of the tab. */
  async #fetch(url: string, init: RequestInit): Promise<Response> {
    if (!this.network.isOnline) throw new TypeError('The tab is offline')
    const { pathname } = new URL(url, this.window.origin)
    const cut = init.body && pathname === UPLOADS_PATH ? this.network.takeCut() : undefined
    if (cut === undefined) return this.fetch(url, init)
    const own = { ...this.browser.headersFor(pathname), ...this.headers }
    const headers = { ...own, ...(init.headers as Record<string, string>) }
    return cutRequest(this.#base + pathname, headers, init.body as Uint8Array, cut)
  }

  get #socketHeaders(): Record<string, string> {
    const { origin } = this.window
    return { ...this.browser.headersFor(SOCKET_PATH), ...this.headers, origin }
  }

  /** Loads a document as a browser does, along redirects. */
  async #open(url: URL, reloaded?: string): Promise<OpenedDocument> {
    let address = url
    for (let turn = 0; turn < REDIRECTS; turn++) {
      const path = address.pathname + address.search
      if (reloaded !== undefined) this.browser.cookies.set(RELOAD_COOKIE, reloaded)
      const response = await this.fetch(path)
      this.browser.cookies.drop(RELOAD_COOKIE)
      const { redirect, ...document } = await readHttpDocument(path, response)
      if (redirect !== undefined) {
        this.journal.received({ n: 0, a: [{ type: 'redirect', url: redirect }] })
        address = new URL(redirect, address)
        if (address.origin !== this.window.origin) return { ...document, url: address.href }
        continue
      }
      this.window.documents.push(document)
      this.noteStatus(document)
      this.window.changed()
      return document
    }
    throw new Error(`"${url.href}" redirects without an end`)
  }
}
