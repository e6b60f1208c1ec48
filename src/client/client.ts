/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { STORED_EVENT } from '../protocol/main.ts'
import type {
  Action,
  BootData,
  JsonValue,
  PageInfo,
  UpdateFrame,
  WelcomeFrame,
} from '../protocol/main.ts'
import { Actions, isVisit } from './actions.ts'
import { AddressBar } from './address_bar.ts'
import { Connection } from './connection.ts'
import type { Environment } from './environment.ts'
import { ReflexError, unknownOutcome } from './errors.ts'
import { EventCallers } from './events.ts'
import type { CallOptions } from './events.ts'
import { Drafts } from './drafts.ts'
import { EarlyEvents } from './early_events.ts'
import { Failures } from './failures.ts'
import { Fields } from './fields.ts'
import { FormResets } from './form_resets.ts'
import type { Host } from './host.ts'
import { Places } from './places.ts'
import { Prefetches } from './prefetches.ts'
import type { Message } from './outbox.ts'
import { loadDocument, mayReload } from './reload.ts'
import { setReloadCookie } from './reload_cookie.ts'
import { Store } from './store.ts'
import { Timer } from './timer.ts'
import { Toasts } from './toasts.ts'
import { UserNavigations } from './user_navigations.ts'

/**
 * Milliseconds after which a document that was about to go away stays: its request has left long ago,
 * or there is none.
 */
const STAY_TIME = 1_500

/** Milliseconds until a document that is being loaded has taken the place of this one. */
const LOAD_TIME = 10_000

/** What came of a navigation: the page to show, or another address to go to. */
export type NavigationResult = { page: PageInfo } | { redirect: string; replace: boolean }

/**
 * A browser tab's end of the line: its data, its connection, and what happens to both.
 *
 * @example
 * ```ts
 * const client = new Client(boot, browserEnvironment())
 * client.connect()
 * await client.call('CartState', 'add', [{ productId: 1 }])
 * client.store.state('CartState')?.vars.items
 * ```
 */
export class Client {
  readonly store: Store
  readonly events: EventCallers
  readonly toasts: Toasts
  readonly development: boolean

  /** Sees every action before it is performed. */
  onAction: ((action: Action) => void) | undefined

  #environment: Environment
  #connection: Connection
  #actions: Actions
  #places: Places
  #prefetches: Prefetches
  #forms = new FormResets()
  #early: EarlyEvents | undefined
  #drafts: Drafts
  /** Takes the cookie of a reload back that has not come. */
  #staying: Timer
  #failures: Failures
  #host: Host | undefined
  #unlisten = () => {}

  #address: AddressBar
  #navigations = 0
  #user = new UserNavigations()
  /** A page that came without being asked for, until the host takes it up. */
  #delivered: PageInfo | undefined
  /** Actions of a navigation wait for the page that they are about. */
  #deferred: Action[] = []

  constructor(boot: BootData, environment: Environment) {
    this.development = boot.development
    this.store = new Store(boot, environment.now(), boot.illFormed, boot.development)
    this.toasts = new Toasts(boot.toasts?.map(({ type, ...toast }) => toast))
    this.#environment = environment
    this.#failures = new Failures(this.toasts, boot.development)
    this.#drafts = new Drafts(environment)
    this.#staying = new Timer(environment, () => setReloadCookie(environment))
    this.#address = new AddressBar(environment, this.store)
    this.#places = new Places({
      store: this.store,
      environment,
      isKept: boot.n !== undefined,
      event: STORED_EVENT,
      send: (message) => this.#connection.send(message),
      news: (frame) => this.#news(frame),
      warn: (message) => {
        if (this.development) this.toasts.add({ level: 'warning', message })
      },
    })
    this.#prefetches = new Prefetches((url) => this.#connection.prefetch(url), environment)
    this.#connection = new Connection(boot, environment, this.store, {
      url: () => this.#address.shown,
      welcome: (frame) => this.#welcome(frame),
      update: (frame) => this.#update(frame),
      news: (frame) => this.#news(frame),
      prefetched: (frame) => this.#prefetches.answer(frame),
      disconnected: () => this.#prefetches.disconnected(),
    })
    this.#actions = new Actions(environment, {
      visit: (url, options) => this.#visit(url, options),
      toast: (toast) => this.toasts.add(toast),
      call: (state, event, args) => this.call(state, event, args),
    })
    const fields = new Fields(environment, this.store, this.development)
    this.events = new EventCallers(
      {
        enter: (state, event, args, field) => fields.enter(state, event, args, field),
        call: (state, event, args, options) => this.call(state, event, args, options),
        fail: (error, call, options) => {
          if (options.form) this.#forms.claim(options.form)('failed')
          return this.#failures.tell(error, call, options)
        },
      },
      environment
    )
  }

  /** Opens the connection, and keeps it open. */
  connect(): void {
    this.#unlisten()
    const { document } = this.#environment
    setReloadCookie(this.#environment)
    const unlisten = this.#environment.listen((signal) => {
      if (signal === 'storage') return this.#places.look(true)
      if (signal === 'leave') {
        this.events.flush()
        this.#drafts.keep()
      }
      if (signal === 'unload') {
        setReloadCookie(this.#environment, this.#connection.tab)
        this.#staying.start(STAY_TIME)
      } else this.#connection.notice(signal)
    })
    const leaveForms = document && this.#forms.listen(document)
    // Before React takes up what the server has drawn
    if (document?.defaultView) this.#early ??= new EarlyEvents(document.defaultView)
    this.#unlisten = () => {
      unlisten()
      leaveForms?.()
    }
    this.#places.look()
    this.#connection.open()
  }

  /** Closes the connection for good. Calls that wait reject. */
  close(): void {
    this.#unlisten()
    this.#connection.close()
  }

  /** Makes somebody responsible for showing the pages. */
  attach(host: Host): void {
    this.#host = host
    this.#failures.host = host
  }

  /**
   * Calls an event.
   *
   * @param state - id of the state
   * @param event - name of the event
   * @param args - JSON values
   * @returns what the handler returned, when it was no action. Undefined also when validation
   *   failed, which the state's `errors` tell. A promise that rejects unheeded is not reported.
   *   Of a form action, it does not reject, and a form whose action has failed is not reset. Of an
   *   event in the background, it settles when that has ended; of a form action, when it has begun
   */
  call(
    state: string,
    event: string,
    args: JsonValue[] = [],
    options: CallOptions = {}
  ): Promise<JsonValue | undefined> {
    const { promise, resolve } = Promise.withResolvers<JsonValue | undefined>()
    const { form, repeatable } = options
    const end = form && this.#forms.claim(form, repeatable)
    const fail = (error: ReflexError) => {
      end?.('failed')
      resolve(this.#failures.tell(error, { state, event }, options))
    }
    promise.catch(() => {})
    const since = this.#user.count
    this.#connection.send({
      frame: {
        t: 'event',
        s: state,
        e: event,
        ...(args.length > 0 && { a: args }),
        ...(form && { f: options.position ?? 1 }),
      },
      temporal: options.temporal,
      begun: () => {
        // React holds all transitions back, navigations too, while a form's action waits
        if (!form) return
        end?.('succeeded')
        resolve(undefined)
      },
      answer: (frame) => {
        if (frame.x && frame.x.code !== 'E_VALIDATION_ERROR') fail(new ReflexError(frame.x))
        else {
          if (frame.x) {
            end?.('failed')
            options.refused?.(frame.x.errors ?? {})
          } else end?.('succeeded')
          resolve(frame.r)
        }
        this.#news(frame, since !== this.#user.count)
      },
      over: (known) => {
        if (!known && !options.temporal) return fail(unknownOutcome())
        end?.('succeeded')
        resolve(undefined)
      },
      fail,
    })
    return promise
  }

  /**
   * Asks the server for the page at an address. Its middleware decides.
   *
   * Where the build is outdated or the address is no page, the browser loads it over HTTP, and the
   * promise stays pending while the page goes away. One that has not gone after a while is shown.
   *
   * @param url - path and query string
   * @throws ReflexError when the server refuses
   */
  async navigate(url: string, signal?: AbortSignal): Promise<NavigationResult> {
    const path = this.#address.pathOf(url)
    const delivered = this.#delivered
    this.#delivered = undefined
    this.#address.asked = path
    if (delivered && path === this.#address.pathOf(delivered.url)) return { page: delivered }
    this.events.flush()
    const ended = this.#user.begin(path)
    // A document that was asked for and did not come leads back to the address that is shown
    if (this.store.connection.outdated && path !== this.#address.shown) {
      ended()
      return this.#load(url)
    }
    this.#navigations++
    try {
      return await this.#ask(path, signal)
    } finally {
      this.#navigations--
      ended()
    }
  }

  /**
   * Whether the server's page is the one at this address. A navigation that the user took back may
   * have reached the server all the same.
   */
  isAt(url: string): boolean {
    return this.#address.pathOf(url) === this.#address.asked
  }

  /** Whether the browser shows this address: to go there is no step in its history. */
  shows(url: string): boolean {
    return this.#address.shows(url)
  }

  /**
   * To be called when a page is on the screen.
   */
  commit(page: PageInfo): void {
    if (page !== this.store.page) return
    this.store.prune(page)
    // `onLoad` may have changed what the address says
    this.#showAddress(true)
    this.#perform(this.#deferred.splice(0))
  }

  /**
   * To be called when the fields of a page are there and listened to.
   */
  ready(): void {
    this.#drafts.follow()
    void this.#early?.replay()
  }

  /**
   * Asks which page an address belongs to.
   *
   * @returns its id; null when it is none, or cannot be found out now
   */
  prefetch(url: string): Promise<string | null> {
    if (!this.#connection.connected || this.store.connection.outdated) return Promise.resolve(null)
    return this.#prefetches.ask(this.#address.pathOf(url))
  }

  /** The page of an address that was asked for ahead. */
  prefetched(url: string): string | null {
    return this.#prefetches.known(this.#address.pathOf(url))
  }

  /**
   * Loads an address over HTTP, since a page's files cannot be had: the server may have newer ones.
   *
   * @returns settles when the document has not come, or was tried just now
   */
  async recover(url: string): Promise<void> {
    if (!mayReload(this.#environment)) return
    loadDocument(this.#environment, url)
    await this.#loaded()
  }

  #ask(url: string, signal: AbortSignal | undefined): Promise<NavigationResult> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error)
    const { promise, resolve, reject } = Promise.withResolvers<NavigationResult>()
    const message: Message = {
      frame: { t: 'nav', url },
      answer: (frame) => {
        const actions = frame.a ?? []
        const redirect = actions.find((action) => action.type === 'redirect' && !action.newTab)
        const others = actions.filter((action) => action !== redirect)
        if (frame.p) this.#deferred.push(...others)
        else this.#perform(others)
        if (!this.#host) this.commit(this.store.page)
        if (signal?.aborted) return
        if (frame.x) reject(new ReflexError(frame.x))
        else if (redirect?.type !== 'redirect') resolve({ page: frame.p ?? this.store.page })
        else if (isVisit(redirect, this.#environment)) {
          this.#user.expect(this.#address.pathOf(redirect.url))
          resolve({ redirect: redirect.url, replace: redirect.replace ?? false })
        } else {
          this.#perform([redirect])
          resolve(this.#leave())
        }
      },
      // The tab is at the page that the browser shows: ask again.
      over: () => this.#connection.send(message),
      fail: reject,
    }
    signal?.addEventListener('abort', () => {
      this.#connection.cancel(message)
      reject(signal.reason)
    })
    this.#connection.send(message)
    return promise
  }

  #welcome({ snapshot, actions = [], fresh }: WelcomeFrame): void {
    if (fresh) this.#places.forget()
    if (snapshot) {
      this.store.reset(snapshot)
      this.#places.look()
      this.#deliver(snapshot.page)
    }
    this.#perform(actions)
  }

  #update(frame: UpdateFrame): boolean {
    const fits = this.store.apply(frame)
    this.#places.look()
    if (frame.u) this.#showAddress(!frame.u.push)
    return fits
  }

  /** Sees to it that the browser shows the address of the page. */
  #showAddress(replace: boolean): void {
    // A page that is being left keeps its address
    const url = this.#navigations > 0 ? undefined : this.#address.moved()
    if (url !== undefined) this.#host?.move(url, { replace })
  }

  /**
   * What a frame brings besides its patches.
   *
   * @param hasLeft - the user has gone elsewhere since the event was called
   */
  #news(frame: UpdateFrame, hasLeft = this.#user.underWay): void {
    if (frame.p) this.#deliver(frame.p)
    const actions = frame.a ?? []
    this.#perform(hasLeft ? actions.filter((action) => !leavesPage(action)) : actions)
  }

  /** The page that is shown came anew. A navigation under way takes up its own. */
  #deliver(page: PageInfo): void {
    if (!this.#host) return this.commit(page)
    if (this.#navigations > 0) return
    this.#delivered = page
    this.#host.refresh()
  }

  #perform(actions: readonly Action[]): void {
    for (const action of actions) {
      this.onAction?.(action)
      this.#actions.perform([action])
    }
  }

  #visit(url: string, options: { replace: boolean }): void {
    this.#user.expect(this.#address.pathOf(url))
    if (this.#host) this.#host.visit(url, { replace: options.replace || this.shows(url) })
    else this.navigate(url).catch(() => {})
  }

  #load(url: string): Promise<NavigationResult> {
    loadDocument(this.#environment, url)
    return this.#leave()
  }

  /**
   * Another document is being loaded. Its address may be a download, or the user may stay, or come
   * back to this page as it was left.
   */
  async #leave(): Promise<NavigationResult> {
    await this.#loaded()
    this.#user.expect(this.#address.shown)
    return { redirect: this.#address.shown, replace: true }
  }

  /** Settles when a document that is being loaded should have taken the place of this one. */
  #loaded(): Promise<void> {
    return new Promise((resolve) => this.#environment.setTimeout(resolve, LOAD_TIME))
  }
}

function leavesPage(action: Action): boolean {
  return action.type === 'redirect' && !action.newTab
}
