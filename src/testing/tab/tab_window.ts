/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { Client, headlessEnvironment } from '../../client/main.ts'
import type { Environment, Signal, SocketLike } from '../../client/main.ts'
import { clientFeatures } from '../../features/client/main.ts'
import type { BootData, PageInfo } from '../../protocol/main.ts'
import { BrowserStorage } from '../browser/browser_storage.ts'
import type { TestBrowser } from '../browser/test_browser.ts'
import { E_TEST_NO_PAGE, E_TEST_NO_STATE } from '../exceptions.ts'
import type { Journal } from '../journal.ts'
import { featuresLoaded } from './features_loaded.ts'
import { TabHistory } from './tab_history.ts'
import { TabTimers } from './tab_timers.ts'

/** What an address has led to. */
export interface LoadedDocument {
  /** Address after all redirects: path and query string. */
  url: string
  status: number
  text: string
  /** What the shell of a page hands to the client; undefined where the document is none. */
  boot: BootData | undefined
}

/** What a document was found to be. */
export interface OpenedDocument {
  /** Address after all redirects: path and query string. */
  url: string
  status: number
  /** What the client begins with; undefined where it is not a page. */
  boot?: BootData
  /** Where it leads instead, if that is to wait. */
  redirect?: string
}

/** How the documents and frames of a tab travel. */
export interface TabLine {
  /** Redirects wait for `follow()`. */
  readonly holdsRedirects: boolean
  /** Origin of the process that its requests reach. */
  readonly base: string
  /** Loads a document. The tab that `reloaded` names goes on, where it is there still. */
  open(url: URL, reloaded?: string): Promise<OpenedDocument>
  newSocket(address: string): SocketLike
  fetch(url: string, init: RequestInit): Promise<Response>
}

/** Where a redirect leads that nobody has followed yet. */
export interface Lead {
  url: string
  /** Over HTTP, also where it is a page. */
  document: boolean
}

/**
 * The window around the client of a test's tab: address bar, history, storage, timers, and the
 * document that is in it.
 */
export class TabWindow {
  /** Documents that were loaded over HTTP, in order. */
  readonly documents: LoadedDocument[] = []
  /** Addresses that were opened in further browser tabs. */
  readonly opened: string[] = []
  readonly localStorage: BrowserStorage
  readonly sessionStorage = new BrowserStorage()
  /** Where the last redirect leads. */
  lead: Lead | undefined

  #browser: TestBrowser
  #line: TabLine
  #onDocument: (boot: BootData) => void
  #client: Client | undefined
  #timers = new TabTimers()
  #history = new TabHistory()
  #watchers = new Set<() => void>()
  #signal: ((signal: Signal) => void) | undefined
  /** Navigations that end when the client loads another document. */
  #leaving = new Set<(url: string) => void>()
  /** Where the browser is that has left the pages. */
  #left: URL | undefined
  #title: { page: PageInfo; text: string } | undefined
  /** A document that is loaded since the client has asked for it. */
  #underway = Promise.resolve()
  #closed = false

  /** @param onDocument - hears with what the client of each page begins */
  constructor(browser: TestBrowser, line: TabLine, onDocument: (boot: BootData) => void) {
    this.#browser = browser
    this.#line = line
    this.#onDocument = onDocument
    this.localStorage = new BrowserStorage({}, browser.storage)
  }

  /** @throws E_TEST_NO_STATE before the first page */
  get client(): Client {
    if (!this.#client) throw new E_TEST_NO_STATE(['page', this.where])
    return this.#client
  }

  get isClosed(): boolean {
    return this.#closed
  }

  /** What the page is; undefined where the browser shows none of the application's pages. */
  get page(): PageInfo | undefined {
    return this.#left ? undefined : this.#client?.store.page
  }

  /** Path and query string of what the browser shows; empty before the first page. */
  get url(): string {
    if (!this.#left) return this.#client?.store.page.url ?? ''
    const { origin, pathname, search, href } = this.#left
    return origin === this.origin ? pathname + search : href
  }

  /** Address of what the browser shows that has left the pages. */
  get leftTo(): string | undefined {
    return this.#left?.href
  }

  get title(): string | undefined {
    const { page } = this
    return page && this.#title?.page === page ? this.#title.text : page?.title
  }

  /** Origin of the page's address. */
  get origin(): string {
    const { host } = this.#browser
    return host === undefined ? this.#line.base : `http://${host}`
  }

  /** In words, what the browser shows. */
  get where(): string {
    if (this.#left) return `the browser has left to ${this.#left.href}`
    if (this.page) return `the page is "${this.page.id}" at ${this.url}`
    if (this.lead) return `the visit was redirected to "${this.lead.url}", see follow()`
    return 'the visitor was not let in'
  }

  /**
   * Goes where a link leads.
   *
   * @throws ReflexError when the page refuses the visitor, or fails; E_TEST_NO_PAGE when nothing is there
   */
  async click(url: string, { replace = false } = {}): Promise<void> {
    const client = this.#client
    if (!client || this.#left) return this.load(url)
    const target = new URL(url, this.#href)
    if (target.origin !== this.origin) return this.#leaveTo(target)
    const path = target.pathname + target.search
    const left = Promise.withResolvers<string>()
    this.#leaving.add(left.resolve)
    try {
      const navigation = client.pages.navigate(path + target.hash)
      const result = await Promise.race([navigation, left.promise])
      if (typeof result === 'string') {
        const { origin, pathname, search } = new URL(result, this.origin)
        const isAsked = origin === this.origin && pathname + search === path
        if (this.#line.holdsRedirects && !isAsked) this.lead = { url: result, document: true }
        else await this.follow(result)
      } else if ('page' in result) {
        client.pages.commit(result.page)
        this.lead = undefined
        this.#history.go(this.url, { replace })
      } else if (this.#line.holdsRedirects) this.lead = { url: result.redirect, document: false }
      else await this.click(result.redirect, { replace: result.replace })
    } finally {
      this.#leaving.delete(left.resolve)
    }
  }

  /**
   * Loads a page over HTTP.
   *
   * @param reloaded - id of the tab that goes on
   * @throws E_TEST_NO_PAGE when it is none; ReflexError when it refuses the visitor, or fails
   */
  async load(url: string, reloaded?: string): Promise<void> {
    // A path is one of the application, wherever the browser is
    const target = new URL(url, this.page ? this.#href : this.origin)
    if (target.origin !== this.origin) return this.#leaveTo(target)
    this.unload()
    this.#client = undefined
    this.#left = undefined
    await featuresLoaded()
    const opened = await this.#line.open(target, reloaded)
    this.lead = undefined
    if (opened.redirect !== undefined) {
      this.lead = { url: new URL(opened.redirect, target).href, document: true }
      return
    }
    await this.#show(opened, true)
  }

  /** Shows a document; what is not a page rejects where there has to be one. */
  async #show({ boot, url, status }: OpenedDocument, hasToBePage: boolean): Promise<void> {
    if (boot) await this.#start(boot, url)
    else this.#left = new URL(url, this.origin)
    this.#history.go(this.url)
    if (boot || !hasToBePage) return
    throw new E_TEST_NO_PAGE([url, `${status}`, this.#browser.routes])
  }

  /**
   * Loads what may be no page, as a link to it does.
   *
   * @throws E_TEST_NO_PAGE when nothing is there
   */
  async follow(url: string): Promise<void> {
    try {
      await this.load(url)
    } catch (error) {
      const { status = 404 } = this.documents.at(-1) ?? {}
      if (!(error instanceof E_TEST_NO_PAGE) || status >= 400) throw error
    }
  }

  /**
   * Shows what a form was answered with.
   *
   * @throws E_TEST_NO_PAGE when the answer is a failure
   */
  async answered(document: OpenedDocument): Promise<void> {
    this.unload()
    this.#client = undefined
    this.lead = undefined
    await this.#show(document, document.status >= 400)
  }

  /** The browser goes to another application. */
  async #leaveTo(target: URL): Promise<void> {
    this.unload()
    this.#client = undefined
    this.lead = undefined
    this.#left = target
    this.#history.go(target.href)
  }

  /**
   * Goes some entries of the history on, or back.
   */
  async step(count: number): Promise<void> {
    const url = this.#history.step(count)
    if (url !== undefined) await this.click(url)
  }

  /** The client loads another document. */
  #assign(url: string): void {
    if (this.#leaving.size > 0) {
      for (const leave of this.#leaving) leave(url)
    } else if (this.#line.holdsRedirects) this.lead = { url, document: true }
    else this.#underway = this.follow(url).catch(() => {})
  }

  async #start(boot: BootData, url: string): Promise<void> {
    this.#onDocument(boot)
    const client = new Client(
      // What fails is the test's to tell, and not the console's
      { ...boot, development: false },
      this.#environment(url),
      clientFeatures
    )
    this.#client = client
    client.onAction = (action) => {
      if (action.type !== 'title') return
      this.#title = { page: client.store.page, text: action.title }
    }
    if (this.#line.holdsRedirects) {
      client.attach({
        visit: (address) => (this.lead = { url: address, document: false }),
        move: (address, { replace }) => this.#history.go(address, { replace }),
        refresh: () => void this.#refresh(client),
      })
    }
    client.connect()
    await this.until(() => client.store.connection.status !== 'connecting')
  }

  /** The page came anew, as after a login in another tab. */
  async #refresh({ pages, store }: Client): Promise<void> {
    const result = await pages.navigate(store.page.url)
    if ('page' in result) pages.commit(result.page)
    else this.lead = { url: result.redirect, document: false }
  }

  /** What the address bar shows. */
  get #href(): string {
    return this.#left?.href ?? new URL(this.url, this.origin).href
  }

  #environment(url: string): Environment {
    const href = () => (this.#client ? this.#href : new URL(url, this.origin).href)
    const newSocket = (address: string) => this.#line.newSocket(address)
    return headlessEnvironment({
      // The shortest of the pauses that the client makes
      random: () => 0,
      setTimeout: (callback, milliseconds) => this.#timers.start(callback, milliseconds),
      clearTimeout: (timer) => this.#timers.stop(timer),
      WebSocket: function (address: string) {
        return newSocket(address)
      } as unknown as Environment['WebSocket'],
      fetch: (address, { credentials, headers, ...init }) =>
        // Without credentials, it is for another service, as a bucket for files
        (credentials === 'omit' ? fetch : this.#line.fetch)(address, {
          ...init,
          headers: { ...(headers as Record<string, string>), origin: this.origin },
        }),
      location: {
        get href() {
          return href()
        },
        assign: (to) => this.#assign(String(to)),
        replace: (to) => this.#assign(String(to)),
        reload: () => this.#assign(href()),
      },
      storage: this.sessionStorage,
      localStorage: this.localStorage,
      open: (to) => void this.opened.push(to),
      listen: (listener) => {
        this.#signal = listener
        this.localStorage.onChange = () => listener('storage')
        return () => (this.localStorage.onChange = this.#signal = undefined)
      },
    })
  }

  /** Resolves when what the client does by itself is done: navigations, documents, dispatched events. */
  async quiet(journal: Journal): Promise<void> {
    if (!journal.quiet) {
      await this.until(() => journal.quiet)
      // The client does first what the answer tells it
      await nextTurn()
    }
    await this.#underway
  }

  /** Resolves when the tab has its socket again, where the server has sent it away for a moment. */
  async reconnected(): Promise<void> {
    const client = this.#client
    if (!client || this.#closed) return
    await this.until(() => client.store.connection.status !== 'reconnecting')
  }

  /** Looks whenever something has arrived, until a condition holds. */
  async until(condition: () => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const check = () => {
      try {
        if (condition() || this.#closed) resolve()
      } catch (error) {
        reject(error)
      }
    }
    const unwatch = this.watch(check)
    check()
    return promise.finally(unwatch)
  }

  /**
   * Calls back whenever something has arrived.
   *
   * @returns ends that
   */
  watch(look: () => void): () => void {
    this.#watchers.add(look)
    return () => this.#watchers.delete(look)
  }

  /** Something has arrived. */
  changed(): void {
    // The client settles its promises first
    queueMicrotask(() => {
      for (const look of [...this.#watchers]) look()
    })
  }

  /** The server has sent the socket away for a moment only. */
  comeBack(): void {
    setImmediate(() => this.#signal?.('online'))
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.unload()
    this.localStorage.leave()
    this.#timers.end()
    for (const look of [...this.#watchers]) look()
  }

  /** The document goes away, and its connection with it. */
  unload(): void {
    this.#client?.close()
  }
}
