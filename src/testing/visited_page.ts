/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import type { CookieChange, Visitor } from '../bridge/main.ts'
import { EventCallers, ReflexError, Store } from '../client/main.ts'
import { APP_STATE_ID, CloseCode, PROTOCOL_VERSION } from '../protocol/main.ts'
import type {
  Action,
  HelloFrame,
  JsonValue,
  PageInfo,
  ServerFrame,
  UpdateFrame,
} from '../protocol/main.ts'
import type { PageState } from '../react/main.ts'
import { stateId } from '../state/main.ts'
import type { State, StateClass } from '../state/main.ts'
import type { Link, Tab } from '../tabs/main.ts'
import { readFrame } from '../transport/main.ts'
import {
  E_TEST_NO_EVENT,
  E_TEST_NO_REDIRECT,
  E_TEST_NO_STATE,
  E_TEST_PAGE_CLOSED,
} from './exceptions.ts'
import { toFormData } from './form_data.ts'
import type { Harness } from './harness.ts'
import { Journal } from './journal.ts'
import { KernelAssertions } from './kernel_assertions.ts'
import { liveState, stablePage, varsOf } from './page_view.ts'
import { Recorder } from './recorder.ts'
import type { RecordingJar } from './recording_jar.ts'
import type { TestBrowser } from './test_browser.ts'
import type { EventName, FormFields, StablePage } from './types.ts'

type Answer = UpdateFrame & { id: number }

/** A tab that shows nothing yet. */
const BLANK: PageInfo = { id: '', url: '', route: '', params: {}, states: [] }

/**
 * A page that a test visits. Admission, navigations and events run through the application's whole
 * kernel, with the same classes that serve a socket; only the socket is missing.
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
export class VisitedPage extends KernelAssertions {
  readonly journal = new Journal()
  protected readonly recorder = new Recorder()

  #harness: Harness
  #browser: TestBrowser
  #written: CookieChange[] = []
  /** How many of these the browser has. */
  #taken = 0
  #visitor: Visitor & { jar: RecordingJar }
  #onPage: (page: VisitedPage) => void
  #tab: Tab
  #link: Link
  #store = new Store({ page: BLANK, states: {} }, 0)
  #callers: EventCallers
  #waiting = new Map<number, { resolve: (answer: Answer) => void; form: boolean }>()
  #lastId = 0
  #lastFrame = 0
  #closed = false

  private constructor(
    harness: Harness,
    browser: TestBrowser,
    tab: Tab,
    onPage: (page: VisitedPage) => void
  ) {
    super()
    this.#harness = harness
    this.#browser = browser
    this.#visitor = browser.visitor(this.#written)
    this.#tab = tab
    this.#onPage = onPage
    this.#link = {
      open: true,
      send: (text) => this.#receive(text),
      close: (code) => this.#cut(code),
    }
    this.#callers = new EventCallers(
      {
        call: (state, event, args, { form }) => this.#call(state, event, args, form !== undefined),
        fail: (error, _, { form }) => (form ? Promise.resolve(undefined) : Promise.reject(error)),
      },
      { setTimeout, clearTimeout: (timer) => clearTimeout(timer as number) }
    )
    tab.visitor = this.#visitor
    tab.outbox.attach(this.#link)
  }

  /**
   * Makes a tab that shows nothing yet.
   */
  static async create(
    harness: Harness,
    browser: TestBrowser,
    onPage: (page: VisitedPage) => void
  ): Promise<VisitedPage> {
    const { registry } = harness.reflex.tabs
    const tab = await registry.create(browser.session)
    registry.adopt(tab)
    return new VisitedPage(harness, browser, tab, onPage)
  }

  /** Path and query string of the page; empty if no page has admitted the tab. */
  get url(): string {
    return this.#store.page.url
  }

  /** File of the page, relative to the application root. */
  get id(): string {
    return this.#store.page.id
  }

  get title(): string | undefined {
    return this.#store.page.title
  }

  get params(): Record<string, JsonValue> {
    return this.#store.page.params
  }

  /**
   * Returns a state as the page has it: its current vars as JSON, and its events as functions.
   *
   * @throws E_TEST_NO_STATE when the page does not have it
   */
  state<C extends StateClass>(state: C): PageState<C> {
    const id = stateId(state)
    if (!this.#store.state(id)) throw new E_TEST_NO_STATE([id, this.#where()])
    return liveState(this.#store, this.#callers, id) as PageState<C>
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
    return this.#call(stateId(state), event, args)
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
    const id = stateId(state)
    const { events } = this.#store.state(id)!
    if (!events.has(event)) throw new E_TEST_NO_EVENT([id, event, [...events].join(', ')])
    await this.#callers.caller(id, event)(toFormData(fields))
  }

  /**
   * Goes to another page, as a link does. If that page redirects, the current page stays, and
   * `follow` follows the redirect.
   *
   * @param url - path and query string
   * @throws ReflexError when the page refuses the visitor, or fails
   */
  async click(url: string): Promise<this> {
    const { p, x, a } = await this.#send((id) => ({ t: 'nav', id, url, n: this.#lastFrame }))
    if (p) this.#store.prune(p)
    if (x) throw failureOf(x)
    if (p) await this.#perform(a ?? [])
    return this
  }

  /**
   * Waits until nothing of the page is running, such as the background events of its `onLoad`,
   * which a visit does not wait for.
   */
  async settled(): Promise<void> {
    await this.#tab.idle()
    await this.#browser.settled()
  }

  /**
   * Follows the last redirect.
   *
   * @throws E_TEST_NO_REDIRECT when there was none
   */
  follow(): Promise<this> {
    const url = this.redirects().at(-1)
    if (url === undefined) throw new E_TEST_NO_REDIRECT([this.url])
    return this.click(url)
  }

  /** Opens another tab in the same browser, with the same session and cookies. */
  async openTab(path: string): Promise<VisitedPage> {
    const page = await VisitedPage.create(this.#harness, this.#browser, this.#onPage)
    this.#onPage(page)
    return page.click(path)
  }

  /** Returns the page and its states, without anything that changes between runs. */
  snapshot(): StablePage {
    return stablePage(this.#store)
  }

  /**
   * Ends the page: its tab is dropped. Japa does it after the test.
   */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#tab.queue.idle()
    const { local } = this.#harness.reflex.tabs
    local.greeter.release(this.#tab, this.#link)
    local.registry.drop(this.#tab)
  }

  protected get jar(): RecordingJar {
    return this.#visitor.jar
  }

  protected varsOf(id: string): Record<string, unknown> | undefined {
    return varsOf(this.#store, id)
  }

  /** What the page shows, and what the last request has flashed for the next page. */
  protected flashMessages(): Record<string, unknown> {
    const shown = this.#store.state(APP_STATE_ID)?.vars.messages as object | undefined
    return { ...shown, ...this.recorder.session?.responseFlashMessages.all() }
  }

  async #call(
    state: string,
    event: string,
    args: JsonValue[],
    form = false
  ): Promise<JsonValue | undefined> {
    const create = (id: number) => ({
      t: 'event',
      id,
      s: state,
      e: event,
      ...(args.length > 0 && { a: args }),
      ...(form && { f: 1 }),
      n: this.#lastFrame,
    })
    const { r, x, a } = await this.#send(create, form)
    if (x && x.code !== 'E_VALIDATION_ERROR' && !form) throw failureOf(x)
    await this.#perform(a ?? [])
    return r
  }

  /**
   * Of all actions, the calls of other events are done here; the rest is the browser's. Those in the
   * background go on, and what they come to is in the journal.
   */
  async #perform(actions: Action[]): Promise<void> {
    for (const action of actions) {
      if (action.type !== 'event') continue
      const call = this.#call(action.state, action.event, action.args)
      const definition = this.#harness.reflex.states.get(action.state)
      if (definition?.events.get(action.event)?.background) call.catch(() => {})
      else await call
    }
  }

  /** Sends a frame through the same reader as a socket's, and waits for its answer. */
  async #send(create: (id: number) => object, form = false): Promise<Answer> {
    if (this.#closed) throw new E_TEST_PAGE_CLOSED([this.url])
    const id = ++this.#lastId
    const text = JSON.stringify(create(id))
    const frame = readFrame(text)
    if (frame.t !== 'event' && frame.t !== 'nav') throw new TypeError(`No answer to ${frame.t}`)
    this.journal.sent(frame)
    this.recorder.startCall()
    const { promise, resolve } = Promise.withResolvers<Answer>()
    this.#waiting.set(id, { resolve, form })
    const { reflex, observer } = this.#harness
    await observer.run(this.recorder, () =>
      reflex.tabs.local.inbox.receive(this.#tab, frame, this.#tab.visitor!)
    )
    const answer = await promise
    await this.#browser.settled()
    // Others see at once what a browser would be shown a moment later
    await reflex.rooms.members.settled()
    reflex.rooms.tell()
    // What a request does after its answer is done then: `http:request_completed` is emitted
    await setImmediate()
    return answer
  }

  /**
   * Another tab of the browser has signed in or out: this one reconnects, as the client does. One
   * that an operator has ended does not.
   */
  #cut(code: number): void {
    if (code === CloseCode.Kicked) {
      this.#closed = true
      const x = {
        status: 503,
        code: 'E_CONNECTION_CLOSED',
        message: 'An operator has ended the tab',
      }
      for (const [id, { resolve }] of this.#waiting) resolve({ n: this.#lastFrame, id, x })
      this.#waiting.clear()
    }
    if (code === CloseCode.SessionChanged && !this.#closed) this.#browser.track(this.#comeAgain())
  }

  async #comeAgain(): Promise<void> {
    const { tabs, build } = this.#harness.reflex
    const { documents, greeter } = tabs.local
    const token = documents.token(this.#tab)
    const frame: HelloFrame = {
      t: 'hello',
      v: PROTOCOL_VERSION,
      token,
      build,
      url: this.url,
      n: this.#lastFrame,
      id: this.#lastId,
    }
    this.journal.sent(frame)
    this.#visitor = this.#browser.visitor(this.#written)
    await greeter.hello(this.#link, frame, this.#visitor, this.#browser.session)
  }

  #receive(text: string): void {
    const frame = JSON.parse(text) as ServerFrame
    this.journal.received(frame)
    if (frame.t === 'welcome' && frame.snapshot) {
      this.#lastFrame = frame.n
      this.#store.reset(frame.snapshot)
      this.#store.prune(frame.snapshot.page)
    }
    if (frame.t !== undefined) return
    this.#lastFrame = frame.n
    this.#store.apply(frame)
    if (frame.c !== undefined) this.#takeCookies()
    const id = frame.e ?? frame.id
    const waiting = id !== undefined && this.#waiting.get(id)
    // A background event has its answer when it has ended; a form waits for its beginning only
    if (!waiting || (frame.b && !waiting.form)) return
    this.#waiting.delete(id)
    waiting.resolve({ ...frame, id })
  }

  /** A browser brings the ticket over HTTP; here the cookies are in the jar that made it. */
  #takeCookies(): void {
    this.#browser.take(this.#visitor.jar, this.#written.slice(this.#taken))
    this.#taken = this.#written.length
    this.#harness.reflex.tabs.local.sessions.cookiesRedeemed(this.#tab.id)
  }

  #where(): string {
    if (this.url !== '') return `the page is "${this.id}" at ${this.url}`
    const redirect = this.redirects().at(-1)
    if (redirect !== undefined) return `the visit was redirected to "${redirect}", see follow()`
    return 'the visitor was not let in'
  }
}

/** The failure as the client has it; its stack is the server's where that is known. */
function failureOf(error: NonNullable<UpdateFrame['x']>): ReflexError {
  const failure = new ReflexError(error)
  if (error.stack !== undefined) failure.stack = `ReflexError: ${error.stack}`
  return failure
}
