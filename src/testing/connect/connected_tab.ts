/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Client, headlessEnvironment } from '../../client/main.ts'
import type { ConnectionStatus, SocketLike, Toast } from '../../client/main.ts'
import { clientFeatures } from '../../features/client/main.ts'
import { APP_STATE_ID, LONGEST_TIMER } from '../../protocol/main.ts'
import type { BootData, JsonValue } from '../../protocol/main.ts'
import type { PageState } from '../../react/main.ts'
import { stateId } from '../../state/main.ts'
import type { State, StateClass } from '../../state/main.ts'
import {
  E_TEST_NO_EVENT,
  E_TEST_NO_PAGE,
  E_TEST_NO_STATE,
  E_TEST_NOTHING_ASSERTED,
} from '../exceptions.ts'
import { compareState } from '../compare_state.ts'
import { show } from '../difference.ts'
import { toFormData } from '../form_data.ts'
import { Journal } from '../journal.ts'
import { PageAssertions } from '../page_assertions.ts'
import { liveState, stablePage, varsOf } from '../page_view.ts'
import type { TestBrowser } from '../test_browser.ts'
import type { EventName, FormFields, StablePage, StateVars } from '../types.ts'
import { loadDocument } from './browser_document.ts'
import type { LoadedDocument } from './browser_document.ts'
import { BrowserStorage } from './browser_storage.ts'
import { Network } from './network.ts'
import { NetworkSocket } from './network_socket.ts'

export interface WaitOptions {
  /** Milliseconds after which the wait fails. @default 2000 */
  timeout?: number
  /** What the test waits for, for the error message. */
  message?: string
}

const PATIENCE = 2_000

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
export class ConnectedTab extends PageAssertions {
  readonly journal = new Journal()
  /** The network between this tab and the server. */
  readonly network = new Network()
  /** What was loaded over HTTP, in order. */
  readonly documents: LoadedDocument[] = []
  /** The local storage that all tabs of the browser share. */
  readonly localStorage: BrowserStorage
  /** The session storage of this tab. */
  readonly sessionStorage = new BrowserStorage()

  #browser: TestBrowser
  #base: string
  #onTab: (tab: ConnectedTab) => void
  #client: Client | undefined
  #watchers = new Set<() => void>()
  /** Navigations that end when the document is another one. */
  #leaving = new Set<(over: undefined) => void>()
  #closed = false

  private constructor(browser: TestBrowser, base: string, onTab: (tab: ConnectedTab) => void) {
    super()
    this.#browser = browser
    this.#base = base
    this.#onTab = onTab
    this.localStorage = new BrowserStorage({}, browser.storage)
  }

  /**
   * Opens a page in a new tab of a browser, and waits for its connection.
   *
   * @param base - address of the server
   * @throws E_TEST_NO_PAGE when the address leads to no page
   */
  static async open(
    browser: TestBrowser,
    base: string,
    url: string,
    onTab: (tab: ConnectedTab) => void
  ): Promise<ConnectedTab> {
    const tab = new ConnectedTab(browser, base, onTab)
    onTab(tab)
    await tab.load(url)
    return tab
  }

  /** The client itself. */
  get client(): Client {
    return this.#client!
  }

  /** Path and query string of the page. */
  get url(): string {
    return this.client.store.page.url
  }

  get connection(): ConnectionStatus {
    return this.client.store.connection.status
  }

  /** Visible toasts. */
  get toasts(): readonly Toast[] {
    return this.client.toasts.list()
  }

  /**
   * Returns a state as the page has it: its current vars as JSON, and its events as functions.
   *
   * @throws E_TEST_NO_STATE when the page does not have it
   */
  state<C extends StateClass>(state: C): PageState<C> {
    const id = stateId(state)
    const { store, events } = this.client
    if (!store.state(id)) throw new E_TEST_NO_STATE([id, `the page is "${store.page.id}"`])
    return liveState(store, events, id) as PageState<C>
  }

  /**
   * Submits a form, as `<form action={state.event}>` does. It does not reject if the event fails.
   *
   * @param fields - values by name of the field, or a FormData
   * @throws E_TEST_NO_STATE, E_TEST_NO_EVENT, E_TEST_FORM_FIELD
   */
  async submit<S extends State>(
    state: StateClass<S>,
    event: EventName<S>,
    fields: FormFields | FormData = {}
  ): Promise<void> {
    this.state(state)
    const id = stateId(state)
    const { events } = this.client.store.state(id)!
    if (!events.has(event)) throw new E_TEST_NO_EVENT([id, event, [...events].join(', ')])
    await this.client.events.caller(id, event)(toFormData(fields))
  }

  /**
   * Goes to another page over the socket, as a link does, and follows redirects. A URL that is not
   * a page is loaded over HTTP and becomes the last of `documents`.
   *
   * @throws ReflexError when the page refuses the visitor, or fails
   */
  async click(url: string): Promise<this> {
    const left = Promise.withResolvers<undefined>()
    this.#leaving.add(left.resolve)
    try {
      const result = await Promise.race([this.client.pages.navigate(url), left.promise])
      if (result && 'redirect' in result) return await this.click(result.redirect)
    } finally {
      this.#leaving.delete(left.resolve)
    }
    return this
  }

  /**
   * Loads a page over HTTP, as the address bar does, and connects.
   *
   * @throws E_TEST_NO_PAGE when the address leads to no page
   */
  async load(url: string): Promise<this> {
    this.#client?.close()
    // The client loads them on demand, and would be later than a test expects
    await Promise.all(clientFeatures.map((feature) => feature.load?.()))
    const document = await loadDocument(this.#browser, this.#base, url)
    this.documents.push(document)
    this.#changed()
    if (!document.boot) throw new E_TEST_NO_PAGE([document.url, `${document.status}`])
    this.#start(document.boot, document.url)
    await this.waitFor(() => this.connection !== 'connecting', { message: 'the connection' })
    return this
  }

  /** Opens another tab in the same browser, with the same session and cookies. */
  openTab(url: string): Promise<ConnectedTab> {
    return ConnectedTab.open(this.#browser, this.#base, url, this.#onTab)
  }

  /**
   * Sends the next sockets of the tab to another process, as a load balancer does. The current
   * socket stays open; close it with `network.cut()`.
   *
   * @param base - base URL of the process: `http://localhost:3334`
   */
  reach(base: string): this {
    this.#base = base
    return this
  }

  /**
   * Sends an HTTP request in the same browser, for URLs that are not pages, such as a posted form.
   */
  fetch(url: string, init: RequestInit = {}): Promise<Response> {
    return this.#browser.fetch(new URL(url, this.#base).href, { redirect: 'manual', ...init })
  }

  /**
   * Waits until a condition holds. It is checked whenever a frame arrives.
   *
   * @param condition - a synchronous function; a promise would count as true
   * @throws AssertionError when it does not hold in time; E_TEST_NOTHING_ASSERTED when it returns a
   *   promise
   */
  async waitFor(condition: () => boolean, options: WaitOptions = {}): Promise<void> {
    const { timeout = PATIENCE, message = 'the condition' } = options
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const subscriptions = new Map<string, () => void>()
    const look = () => {
      for (const id of Object.keys(this.snapshot().states)) {
        if (!subscriptions.has(id)) subscriptions.set(id, this.client.store.subscribe(id, look))
      }
      try {
        const holds: unknown = condition()
        if (holds instanceof Promise) {
          const remedy = 'Give it a function that is not async, and await what it needs before'
          throw new E_TEST_NOTHING_ASSERTED(['waitFor(async () => …)', remedy])
        }
        if (holds) resolve()
      } catch (error) {
        reject(error)
      }
    }
    const limit = Math.min(timeout, LONGEST_TIMER)
    const timer = setTimeout(() => reject(new Error('timeout')), limit)
    this.#watchers.add(look)
    look()
    try {
      await promise
    } catch (error) {
      if ((error as Error).message !== 'timeout') throw error
      const what = `Waited ${timeout} ms for ${message} in vain; connection: ${this.connection}`
      const vars = Object.entries(this.snapshot().states).map(
        ([id, values]) => `${id}: ${JSON.stringify(values)}`
      )
      this.fail({ message: what, differences: vars }, this.waitFor)
    } finally {
      clearTimeout(timer)
      this.#watchers.delete(look)
      for (const unsubscribe of subscriptions.values()) unsubscribe()
    }
  }

  /**
   * Waits until the page shows vars that no call of its own has brought: what was written elsewhere has reached it.
   *
   * @param expected - vars by name; those that are left out may be anything
   * @throws AssertionError when they do not come in time, or came with an answer to this page
   *
   * @example
   * ```ts
   * await Product.create({ name: 'Tea' })
   * await tab.assertLive(ProductsState, { total: 3 })
   * ```
   */
  async assertLive<S extends State>(
    state: StateClass<S>,
    expected: Partial<StateVars<S>>,
    options: WaitOptions = {}
  ): Promise<void> {
    const id = stateId(state)
    const shows = () => compareState(state, expected, this.varsOf(id)) === undefined
    const message = `${id} to show ${show(expected)}`
    await this.waitFor(shows, { message, ...options })
    const isPushed = this.journal.entries.some(
      ({ direction, frame }) =>
        direction === 'in' && frame.t === undefined && frame.id === undefined && frame.d?.[id]
    )
    if (isPushed) return
    const failure = `Expected a patch of ${id} that the page has not asked for, got answers alone`
    this.fail({ message: failure, expected, actual: undefined }, this.assertLive)
  }

  /** Returns the page and its states, without anything that changes between runs. */
  snapshot(): StablePage {
    return stablePage(this.client.store)
  }

  /** Closes the tab. Japa does it after the test. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.network.close()
    this.localStorage.leave()
    this.#client?.close()
    this.network.cut()
  }

  protected varsOf(id: string): Record<string, unknown> | undefined {
    return varsOf(this.client.store, id)
  }

  protected flashMessages(): Record<string, unknown> {
    const vars = this.client.store.state(APP_STATE_ID)?.vars
    return (vars?.messages ?? {}) as Record<string, JsonValue>
  }

  #start(boot: BootData, url: string): void {
    const { network, journal } = this
    const context = {
      network,
      journal,
      base: () => this.#base,
      headers: () => ({ ...this.#browser.sentHeaders, origin: this.#base }),
      changed: () => this.#changed(),
    }
    const leave = (to: string) => void this.#leave(to)
    const client = new Client(
      // What fails is the test's to tell, and not the console's
      { ...boot, development: false },
      headlessEnvironment({
        // The shortest of the pauses that the client makes
        random: () => 0,
        WebSocket: class extends NetworkSocket implements SocketLike {
          constructor(address: string) {
            super(address, context)
          }
        },
        fetch: (address, init) => {
          const { pathname, search } = new URL(address)
          return this.#browser.fetch(this.#base + pathname + search, withOrigin(init, this.#base))
        },
        location: {
          href: new URL(url, this.#base).href,
          assign: (to) => leave(String(to)),
          replace: (to) => leave(String(to)),
          reload: () => leave(this.url),
        },
        storage: this.sessionStorage,
        localStorage: this.localStorage,
        listen: (listener) => {
          this.localStorage.onChange = () => listener('storage')
          return () => (this.localStorage.onChange = undefined)
        },
      }),
      clientFeatures
    )
    this.#client = client
    client.connect()
  }

  /** The client gives the page up for another document. */
  async #leave(url: string): Promise<void> {
    // Where it is not a page, the document is there all the same
    await this.load(url).catch(() => {})
    for (const over of this.#leaving) over(undefined)
  }

  #changed(): void {
    // The client settles its promises first
    queueMicrotask(() => {
      for (const look of [...this.#watchers]) look()
    })
  }
}

function withOrigin(init: RequestInit, origin: string): RequestInit {
  return { ...init, headers: { ...(init.headers as Record<string, string>), origin } }
}
