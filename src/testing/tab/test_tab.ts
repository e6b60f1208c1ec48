/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { CookieJar } from '../../bridge/main.ts'
import type { Client, ConnectionStatus, Toast } from '../../client/main.ts'
import { APP_STATE_ID } from '../../protocol/main.ts'
import type { BootData, JsonValue } from '../../protocol/main.ts'
import type { FormFile, PageState, UploadEventName, UploadOptions } from '../../react/main.ts'
import type { UploadedFile } from '../../react/main.ts'
import { stateId } from '../../state/main.ts'
import type { State, StateClass } from '../../state/main.ts'
import type { BrowserStorage } from '../browser/browser_storage.ts'
import type { TestBrowser } from '../browser/test_browser.ts'
import { compareState } from '../compare_state.ts'
import { show } from '../difference.ts'
import { E_TEST_NO_STATE, E_TEST_PAGE_CLOSED } from '../exceptions.ts'
import { toFormData } from '../form_data.ts'
import type { Harness } from '../harness.ts'
import { Journal } from '../journal.ts'
import { RECORDER_HEADER } from '../observer.ts'
import { liveState, stablePage, varsOf } from '../page_view.ts'
import { Recorder } from '../recorder.ts'
import type { ChosenFile, EventName, FormFields, StablePage, ExpectedVars } from '../types.ts'
import { requireEvent, sendFiles } from './sent_files.ts'
import { withServerStack } from './server_stack.ts'
import { SharedAssertions } from './shared_assertions.ts'
import { ServerTabs, tabOf } from './server_tabs.ts'
import { TabWindow } from './tab_window.ts'
import type { LoadedDocument, TabLine } from './tab_window.ts'
import { holdsInTime, PATIENCE } from './waiting.ts'
import type { WaitOptions } from './waiting.ts'

/** What a tab has of the test. */
export interface TabOptions {
  harness: Harness
  browser: TestBrowser
}

/**
 * A browser tab of a test: the client of the package, headless. What differs from a browser is how
 * its requests and frames travel, and that nothing is drawn.
 */
export abstract class TestTab extends SharedAssertions {
  readonly journal: Journal
  protected readonly harness: Harness
  protected readonly browser: TestBrowser
  protected readonly window: TabWindow
  protected readonly serverTabs: ServerTabs
  #line: TabLine
  protected readonly recorder = new Recorder()
  /** By which its requests say whose they are. */
  protected readonly headers = { [RECORDER_HEADER]: randomUUID() }
  /** Raw values of the cookies that responses have set, by name; null for those cleared. */
  #set = new Map<string, string | null>()
  #ends: (() => void)[]

  constructor({ harness, browser }: TabOptions) {
    super()
    this.harness = harness
    this.journal = new Journal(harness.coverage)
    this.browser = browser
    this.#line = this.line()
    this.serverTabs = new ServerTabs(harness.reflex.tabs.registry, this.journal)
    const onDocument = ({ token }: BootData) => this.serverTabs.made(tabOf(token))
    this.window = new TabWindow(browser, this.#line, onDocument)
    this.#ends = [
      harness.observer.expect(this.headers[RECORDER_HEADER], this.recorder),
      browser.attach(() => this.window.reconnected()),
    ]
  }

  /** How its documents and frames travel. */
  protected abstract line(): TabLine

  /** The client itself. */
  get client(): Client {
    return this.window.client
  }

  /** Path and query string of the page, or where the browser has left to; empty before the first page. */
  get url(): string {
    return this.window.url
  }

  /** File of the page, relative to the application root; empty without one. */
  get id(): string {
    return this.window.page?.id ?? ''
  }

  /** Title of the browser tab. */
  get title(): string | undefined {
    return this.window.title
  }

  get params(): Record<string, JsonValue> {
    return this.window.page?.params ?? {}
  }

  get connection(): ConnectionStatus {
    return this.window.page ? this.client.store.connection.status : 'stopped'
  }

  /** Visible toasts. */
  get toasts(): readonly Toast[] {
    return this.client.toasts.list()
  }

  /** Documents that were loaded over HTTP, in order. */
  get documents(): readonly LoadedDocument[] {
    return this.window.documents
  }

  /** Addresses that were opened in further browser tabs. */
  get opened(): readonly string[] {
    return this.window.opened
  }

  /** The local storage that all tabs of the browser share. */
  get localStorage(): BrowserStorage {
    return this.window.localStorage
  }

  /** The session storage of this tab. */
  get sessionStorage(): BrowserStorage {
    return this.window.sessionStorage
  }

  /**
   * Returns a state as the page has it: its current vars as JSON, and its events as functions.
   *
   * @throws E_TEST_NO_STATE when the page does not have it
   */
  state<C extends StateClass>(state: C): PageState<C> {
    const id = stateId(state)
    const { store, events } = this.client
    if (!this.window.page || !store.state(id)) {
      throw new E_TEST_NO_STATE([id, this.window.where])
    }
    const around = <T>(call: () => Promise<T>) => this.perform(call)
    return liveState({ store, events, around }, state) as PageState<C>
  }

  /**
   * Calls an event, even one that the page cannot reach, like a manipulated client.
   *
   * @throws ReflexError when the server rejects it, or it fails
   */
  call<S extends State>(
    state: StateClass<S>,
    event: string,
    ...args: JsonValue[]
  ): Promise<JsonValue | undefined> {
    return this.perform(() => this.client.call(stateId(state), event, args))
  }

  /**
   * Submits a form, as `<form action={state.event}>` does: all values become strings. It does not
   * reject if the event fails, because React's form actions do not either; see `assertRefused`. For
   * a background event, it resolves when the event starts; see `settled`.
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
    const id = requireEvent(this.client, stateId(state), event)
    const form = toFormData(fields)
    await this.perform(() => this.client.events.caller(id, event)(form))
  }

  /**
   * Sends files to an `@rx.upload()` event, as `useUpload()` does.
   *
   * @param options - as those of `useUpload()`
   * @returns each file with its `status`: `done`, or `failed` with an `error`
   * @throws E_TEST_NO_STATE, E_TEST_NO_EVENT; TypeError where it cannot be told which field takes them
   */
  upload<S extends State, const E extends UploadEventName<S> & string>(
    state: StateClass<S>,
    event: E,
    files: ChosenFile | File | readonly (ChosenFile | File)[],
    options: UploadOptions<FormFile<S[E]>> = {}
  ): Promise<readonly UploadedFile[]> {
    this.state(state)
    const id = requireEvent(this.client, stateId(state), event)
    const sent = { state: id, event, files, settings: options }
    return this.perform(() => sendFiles(this.client, sent))
  }

  /**
   * Goes to another address, as a link does.
   *
   * @param url - as `href` has it
   * @throws ReflexError when the page refuses the visitor, or fails; E_TEST_NO_PAGE when nothing is
   *   there
   */
  async click(url: string): Promise<this> {
    await this.perform(() => this.window.click(url))
    return this
  }

  /**
   * Loads an address over HTTP, as the address bar does.
   *
   * @throws E_TEST_NO_PAGE when the address leads to no page; ReflexError when the page refuses the
   *   visitor, or fails
   */
  async load(url: string): Promise<this> {
    await this.perform(() => this.window.load(url))
    return this
  }

  /** Loads the page again, as the browser's button does: its tab goes on. */
  async reload(): Promise<this> {
    const { tab } = this.client
    await this.perform(() => this.window.load(this.url, tab))
    return this
  }

  /** Goes back, as the browser's button does. It stays where there is nothing to go back to. */
  back(): Promise<this> {
    return this.#step(-1)
  }

  /** Goes forward, as the browser's button does. */
  forward(): Promise<this> {
    return this.#step(1)
  }

  /**
   * Waits until nothing of the page is running, such as the background events of its `onLoad`,
   * which a visit does not wait for.
   */
  async settled(): Promise<void> {
    await this.window.quiet(this.journal)
    const { registry } = this.harness.reflex.tabs
    if (this.window.page) await registry.find(this.client.tab)?.idle()
    await this.window.quiet(this.journal)
    await this.browser.settled()
    await this.settle()
    await this.journal.readDownloads()
  }

  /**
   * Sends an HTTP request in the same browser, for URLs that are not pages, such as a posted form.
   */
  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname, search } = new URL(url, this.window.origin)
    const headers = { ...this.headers, ...(init.headers as Record<string, string>) }
    const response = await this.browser.fetch(this.#line.base + pathname + search, {
      ...init,
      headers,
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (name) this.#set.set(name, value === '' ? null : value)
    }
    return response
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
    if (await holdsInTime(this.window, condition, timeout)) return
    const what = `Waited ${timeout} ms for ${message} in vain; connection: ${this.connection}`
    const states = this.window.page ? Object.entries(this.snapshot().states) : []
    const differences = states.map(([id, vars]) => `${id}: ${JSON.stringify(vars)}`)
    this.fail({ message: what, differences }, this.waitFor)
  }

  /**
   * Waits until the page shows vars that no call of its own has brought: what was written elsewhere has
   * reached it.
   *
   * @param expected - vars by name, and parts of them: what is left out can have any value
   * @throws AssertionError when they do not come in time, or came with an answer to this page last
   *
   * @example
   * ```ts
   * await Product.create({ name: 'Tea' })
   * await tab.assertLive(ProductsState, { total: 3 })
   * ```
   */
  async assertLive<S extends State>(
    state: StateClass<S>,
    expected: ExpectedVars<S>,
    options: WaitOptions = {}
  ): Promise<void> {
    const id = stateId(state)
    const shows = () => compareState(state, expected, this.varsOf(id)) === undefined
    const message = `${id} to show ${show(expected)}`
    await this.waitFor(shows, { message, ...options })
    if (this.journal.isPushed(id, Object.keys(expected))) return
    const failure = `Expected a patch of ${id} that the page has not asked for, got answers alone`
    this.fail({ message: failure, expected, actual: undefined }, this.assertLive)
  }

  /** Returns the page and its states, without anything that changes between runs. */
  snapshot(): StablePage {
    return stablePage(this.client.store)
  }

  /** Closes the tab. Japa does it after the test. */
  async close(): Promise<void> {
    if (this.window.isClosed) return
    this.window.close()
    for (const end of this.#ends) end()
  }

  protected get pageFiles(): string[] {
    const files = [...this.harness.reflex.pages.all()].map(({ definition }) => definition.id)
    return [...new Set(files)].sort()
  }

  protected get origin(): string {
    return this.window.origin
  }

  protected get leftTo(): string | undefined {
    return this.window.leftTo
  }

  protected varsOf(id: string): Record<string, unknown> | undefined {
    return this.window.page && varsOf(this.client.store, id)
  }

  protected setCookies(): Record<string, unknown> {
    const { encryption } = this.harness
    const values = [...this.#set].flatMap(([name, raw]) => {
      if (raw === null) return []
      const jar = new CookieJar(`${name}=${raw}`, encryption)
      const kinds = ['signed', 'encrypted', 'plain'] as const
      return [[name, kinds.map((kind) => jar.read(name, kind)).find((value) => value !== null)]]
    })
    return Object.fromEntries(values) as Record<string, unknown>
  }

  /** What the page shows, and what the last request has flashed for the next page. */
  protected flashMessages(): Record<string, unknown> {
    const shown = this.window.page && this.client.store.state(APP_STATE_ID)?.vars.messages
    return { ...(shown as object), ...this.recorder.session?.responseFlashMessages.all() }
  }

  /** Notes that the server has answered a document with a failure. */
  protected noteStatus({ url, status }: LoadedDocument): void {
    if (status < 400) return
    const code = status === 404 ? 'E_ROUTE_NOT_FOUND' : 'E_HTTP_EXCEPTION'
    this.journal.missedDocument({ status, code, message: `"${url}" answers ${status}` })
  }

  /** What follows from a call is done. */
  protected async settle(): Promise<void> {}

  /** Does what the test asks for, and what follows from it. */
  protected perform<T>(work: () => Promise<T>): Promise<T> {
    const outcome = this.#perform(work)
    // As with the client's, one that rejects unheeded is not reported
    outcome.catch(() => {})
    return outcome
  }

  async #perform<T>(work: () => Promise<T>): Promise<T> {
    if (this.window.isClosed) throw new E_TEST_PAGE_CLOSED([this.url])
    this.startCall()
    const end = this.journal.ask()
    let outcome: Promise<T>
    try {
      outcome = work()
    } finally {
      end()
    }
    try {
      return await outcome
    } catch (error) {
      throw withServerStack(error, this.journal)
    } finally {
      await this.settle()
      await this.journal.readDownloads()
    }
  }

  async #step(count: number): Promise<this> {
    await this.perform(() => this.window.step(count))
    return this
  }
}
