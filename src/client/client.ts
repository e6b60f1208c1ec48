/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, BootData, JsonValue, UpdateFrame, WelcomeFrame } from '../protocol/main.ts'
import { Actions } from './actions.ts'
import { carryOn } from './carried_calls.ts'
import { ClientFeatures } from './client_features.ts'
import { Connection } from './connection.ts'
import type { Environment } from './environment.ts'
import { ReflexError, unknownOutcome } from './errors.ts'
import { EventCallers } from './events.ts'
import type { CallOptions } from './events.ts'
import { Drafts } from './drafts.ts'
import { EarlyEvents } from './early_events.ts'
import { Failures } from './failures.ts'
import type { ClientFeatureFactory } from './feature.ts'
import { Fields } from './fields.ts'
import { postForm } from './form_post.ts'
import type { PostedForm } from './form_post.ts'
import { FormResets } from './form_resets.ts'
import type { Host } from './host.ts'
import { Pages } from './pages.ts'
import { Prefetches } from './prefetches.ts'
import { setReloadCookie } from './reload_cookie.ts'
import type { Message } from './outbox.ts'
import { httpUrl, socketUrl } from './socket_url.ts'
import { CONNECTION, Store } from './store.ts'
import { Timer } from './timer.ts'
import { Toasts } from './toasts.ts'

/**
 * Milliseconds after which a document that was about to go away stays: its request has left long ago,
 * or there is none.
 */
const STAY_TIME = 1_500

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
  readonly pages: Pages
  readonly events: EventCallers
  readonly toasts: Toasts
  readonly development: boolean
  readonly features: ClientFeatures

  /** Sees every action before it is performed. */
  onAction: ((action: Action) => void) | undefined

  #environment: Environment
  #connection: Connection
  #actions: Actions
  #prefetches: Prefetches
  #forms = new FormResets()
  #early: EarlyEvents | undefined
  #drafts: Drafts
  /** Takes the cookie of a reload back that has not come. */
  #staying: Timer
  #failures: Failures
  #csrfToken: string | undefined
  /** A form is being posted over HTTP: the document of its answer has a tab of its own. */
  #isPosting = false
  #unlisten = () => {}
  /** Tells of calls that the document before has left, and that cannot be made. */
  #tellLost = () => {}

  /**
   * @param features - those that each page has
   */
  constructor(
    boot: BootData,
    environment: Environment,
    features: readonly ClientFeatureFactory[] = []
  ) {
    this.development = boot.development
    this.store = new Store(boot, environment.now(), boot.illFormed, boot.development)
    this.toasts = new Toasts(boot.toasts?.map(({ type, ...toast }) => toast))
    this.#environment = environment
    this.#csrfToken = boot.csrf
    this.#failures = new Failures(this.toasts, boot.development)
    this.#drafts = new Drafts(environment)
    this.#staying = new Timer(environment, () => setReloadCookie(environment))
    this.pages = new Pages(environment, this.store, {
      flush: () => this.events.flush(),
      send: (message) => this.#connection.send(message),
      cancel: (message) => this.#connection.cancel(message),
      perform: (actions) => this.#perform(actions),
    })
    const address = (path: string) =>
      httpUrl(path, socketUrl(boot.socketUrl, environment.location.href))
    this.features = new ClientFeatures((name) => ({
      store: this.store,
      environment,
      development: boot.development,
      isKept: boot.n !== undefined,
      address,
      send: (message) => this.#connection.send(message),
      tell: (data) => this.#connection.tell({ t: 'feature', f: name, m: data }),
      news: (frame) => this.#news(frame),
      warn: (message) => {
        if (this.development) this.toasts.add({ level: 'warning', message })
      },
    }))
    const ask = (url: string) => this.#connection.tell({ t: 'prefetch', url })
    this.#prefetches = new Prefetches(ask, environment)
    this.#connection = new Connection(boot, environment, this.store, {
      url: () => this.pages.url,
      typedAt: () => this.#drafts.typedAt,
      welcome: (frame) => this.#welcome(frame),
      update: (frame) => this.#update(frame),
      news: (frame) => this.#news(frame),
      told: (frame) => {
        if (frame.t === 'feature') this.features.told(frame.f, frame.m)
        else this.#prefetches.answer(frame)
      },
      disconnected: () => this.#prefetches.disconnected(),
    })
    this.#actions = new Actions(environment, {
      visit: (target, options) => this.pages.visit(target, options),
      toast: (toast) => this.toasts.add(toast),
      call: (state, event, args) => this.call(state, event, args),
      address,
    })
    this.features.start(features)
    let wasConnected = false
    this.store.subscribe(CONNECTION, () => {
      const isConnected = this.store.connection.status === 'connected'
      if (isConnected && !wasConnected) this.features.connected()
      wasConnected = isConnected
    })
    const fields = new Fields(environment, this.store, this.development)
    this.events = new EventCallers(
      {
        calling: (state, event, args, field) => fields.calling(state, event, args, field),
        call: (state, event, args, options) => this.call(state, event, args, options),
        takesFiles: (state, event) => this.store.state(state)?.uploads?.[event] !== undefined,
        fail: (error, call, options) => {
          if (options.form) this.#forms.claim(options.form)('failed')
          return this.#failures.report(error, call, options)
        },
      },
      environment
    )
  }

  /** Id of the tab. */
  get tab(): string {
    return this.#connection.tab
  }

  /** Opens the connection, and keeps it open. */
  connect(): void {
    this.#unlisten()
    const { document } = this.#environment
    this.#tellLost = carryOn(this.#environment, this.#connection, {
      failed: (error, call) => void this.#failures.report(error, call, {}),
      news: (frame) => this.#news(frame),
    })
    setReloadCookie(this.#environment)
    const unlisten = this.#environment.listen((signal) => {
      this.features.noticed(signal)
      if (signal === 'storage') return
      if (signal === 'leave') {
        this.events.flush()
        this.#drafts.keep()
      }
      if (signal === 'unload') {
        if (this.#isPosting) return
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
    this.features.changed()
    this.#connection.open()
  }

  /** Closes the connection for good. Calls that wait reject. */
  close(): void {
    this.#unlisten()
    this.#connection.close()
  }

  /** Makes somebody responsible for showing the pages. */
  attach(host: Host): void {
    this.pages.host = host
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
    let isAnswered = false
    const fail = (error: ReflexError) => {
      // What comes besides an outcome may fail still
      if (isAnswered) return
      end?.('failed')
      resolve(this.#failures.report(error, { state, event }, options))
    }
    promise.catch(() => {})
    const hasLeft = this.pages.watch()
    const { document } = this.#environment
    const post =
      form && document
        ? () => {
            this.#post(document, { state, event, key: options.key, data: form })
            // Its answer may be a download
            void this.pages.loaded().then(() => {
              this.#isPosting = false
              end?.('succeeded')
              resolve(undefined)
            })
          }
        : undefined
    const refuse = (errors: Record<string, string> = {}) => {
      end?.('failed')
      options.refused?.(errors)
    }
    const message: Message = {
      frame: {
        t: 'event',
        s: state,
        e: event,
        ...(args.length > 0 && { a: args }),
        ...(form && { f: options.position ?? 1 }),
      },
      temporal: options.temporal,
      post,
      begun: () => {
        // React holds all transitions back, navigations too, while a form's action waits
        if (!form) return
        end?.('succeeded')
        resolve(undefined)
      },
      answer: (frame) => {
        if (frame.x && frame.x.code !== 'E_VALIDATION_ERROR') fail(new ReflexError(frame.x))
        else {
          if (frame.x) refuse(frame.x.errors)
          else end?.('succeeded')
          resolve(frame.r)
        }
        isAnswered = true
        this.#news(frame, hasLeft())
      },
      over: (known) => {
        if (!known && !options.temporal) return fail(unknownOutcome())
        end?.('succeeded')
        resolve(undefined)
      },
      fail,
    }
    const { files, position } = options
    if (!files) this.#connection.send(message)
    else {
      this.features.carry({ state, event, args, position, files, post }).then((refused) => {
        if (refused === undefined) return this.#connection.send(message)
        if (refused) refuse(refused)
        else end?.('succeeded')
        resolve(undefined)
      }, fail)
    }
    return promise
  }

  /**
   * To be called when the fields of a page are there and listened to.
   */
  ready(): void {
    this.#drafts.observe()
    this.#tellLost()
    void this.#early?.replay()
  }

  /**
   * Asks which page an address belongs to.
   *
   * @returns its id; null when it is none, or cannot be found out now
   */
  prefetch(url: string): Promise<string | null> {
    const { connected } = this.#connection
    const path = this.pages.find(url)
    if (path === undefined || !connected || this.store.connection.outdated) {
      return Promise.resolve(null)
    }
    return this.#prefetches.ask(path)
  }

  /** The page of an address that was asked for ahead. */
  prefetched(url: string): string | null {
    const path = this.pages.find(url)
    return path === undefined ? null : this.#prefetches.known(path)
  }

  #post(document: Document, form: PostedForm): void {
    this.#isPosting = true
    postForm(document, this.pages.url, form, this.#csrfToken)
  }

  #welcome({ snapshot, actions = [], fresh }: WelcomeFrame): void {
    if (fresh) this.features.renewed()
    if (snapshot) {
      this.store.reset(snapshot)
      this.features.changed()
      this.pages.deliver(snapshot.page)
    }
    this.#perform(actions)
  }

  #update(frame: UpdateFrame): boolean {
    const fits = this.store.apply(frame)
    this.features.changed()
    if (frame.u) this.pages.showAddress(!frame.u.push)
    return fits
  }

  /**
   * What a frame brings besides its patches.
   *
   * @param hasLeft - the user has gone elsewhere since the event was called
   */
  #news(frame: UpdateFrame, hasLeft = this.pages.isLeaving): void {
    if (frame.p) this.pages.deliver(frame.p)
    const actions = frame.a ?? []
    this.#perform(hasLeft ? actions.filter((action) => !leavesPage(action)) : actions)
  }

  #perform(actions: readonly Action[]): void {
    for (const action of actions) {
      this.onAction?.(action)
      this.#actions.perform([action])
    }
  }
}

function leavesPage(action: Action): boolean {
  return action.type === 'redirect' && !action.newTab
}
