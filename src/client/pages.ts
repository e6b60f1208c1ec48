/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, PageInfo } from '../protocol/main.ts'
import { isVisit } from './actions.ts'
import { AddressBar } from './address_bar.ts'
import type { Environment } from './environment.ts'
import { ReflexError, redirectAddress } from './errors.ts'
import type { Host } from './host.ts'
import type { Message } from './outbox.ts'
import { loadDocument, mayReload } from './reload.ts'
import type { Store } from './store.ts'
import { UserNavigations } from './user_navigations.ts'

/** Milliseconds until a document that is being loaded has taken the place of this one. */
const LOAD_TIME = 10_000

type Redirect = Extract<Action, { type: 'redirect' }>

/** What came of a navigation: the page to show, or another address to go to. */
export type NavigationResult = { page: PageInfo } | { redirect: string; replace: boolean }

/** What going from page to page needs of the client. */
export interface NavigationTarget {
  /** Sends what debounces hold back. */
  flush(): void
  send(message: Message): void
  /**
   * Takes a message back.
   *
   * @returns false when it is too late
   */
  cancel(message: Message): boolean
  perform(actions: readonly Action[]): void
}

/**
 * Which page the browser shows, at which address, and how it comes to show another one.
 */
export class Pages {
  /** Who draws the pages. */
  host: Host | undefined

  #environment: Environment
  #store: Store
  #target: NavigationTarget
  #address: AddressBar
  #user = new UserNavigations()
  /** Navigations without an answer. */
  #underWay = 0
  /** A page that came without being asked for, until the host takes it up. */
  #delivered: PageInfo | undefined
  /** Actions of a navigation wait for the page that they are about. */
  #deferred: Action[] = []

  constructor(environment: Environment, store: Store, target: NavigationTarget) {
    this.#environment = environment
    this.#store = store
    this.#target = target
    this.#address = new AddressBar(environment, store)
  }

  /** Path and query string that the browser shows. */
  get url(): string {
    return this.#address.shown
  }

  /** Path and query string of an address of this origin; undefined for any other, and for what is none. */
  find(url: string): string | undefined {
    const isOwn = this.#address.find(url)?.origin === this.#address.find('')!.origin
    return isOwn ? this.#address.pathOf(url) : undefined
  }

  /** Whether the user goes elsewhere at this moment. */
  get isLeaving(): boolean {
    return this.#user.underWay
  }

  /**
   * Notes where the user is.
   *
   * @returns tells whether the user has gone elsewhere since
   */
  watch(): () => boolean {
    const { count } = this.#user
    return () => count !== this.#user.count
  }

  /**
   * Asks the server for the page at an address. Its middleware decides.
   *
   * Where the build is outdated or the address is not that of a page, the browser loads it over HTTP, and the
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
    this.#target.flush()
    const ended = this.#user.start(path)
    // A document that was asked for and did not come leads back to the address that is shown
    if (this.#store.connection.outdated && path !== this.#address.shown) {
      ended()
      return this.#load(url)
    }
    this.#underWay++
    try {
      return await this.#ask(path, signal)
    } finally {
      this.#underWay--
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

  /** Whether the browser shows this address: going there adds nothing to its history. */
  shows(url: string): boolean {
    return this.#address.shows(url)
  }

  /**
   * To be called when a page is on the screen.
   */
  commit(page: PageInfo): void {
    if (page !== this.#store.page) return
    this.#store.prune(page)
    // `onLoad` may have changed what the address says
    this.showAddress(true)
    this.#target.perform(this.#deferred.splice(0))
  }

  /** The page that is shown came anew. A navigation under way takes up its own. */
  deliver(page: PageInfo): void {
    if (!this.host) return this.commit(page)
    if (this.#underWay > 0) return
    this.#delivered = page
    this.host.refresh()
  }

  /** Sees to it that the browser shows the address of the page. */
  showAddress(replace: boolean): void {
    // A page that is being left keeps its address
    const url = this.#underWay > 0 ? undefined : this.#address.moved()
    if (url !== undefined) this.host?.move(url, { replace })
  }

  /** Goes to another page, as an answer of the server says. */
  visit(target: URL, options: { replace: boolean }): void {
    const url = this.#address.resolve(target)
    this.#user.expect(this.#address.pathOf(url))
    if (this.host) this.host.visit(url, { replace: options.replace || this.shows(url) })
    else this.navigate(url).catch(() => {})
  }

  /**
   * Loads an address over HTTP, since a page's files cannot be had: the server may have newer ones.
   *
   * @returns settles when the document has not come, or was tried just now
   */
  async recover(url: string): Promise<void> {
    if (mayReload(this.#environment) !== 'now') return
    loadDocument(this.#environment, url)
    await this.loaded()
  }

  /** Settles when a document that is being loaded should have taken the place of this one. */
  loaded(): Promise<void> {
    return new Promise((resolve) => this.#environment.setTimeout(resolve, LOAD_TIME))
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
        else this.#target.perform(others)
        if (!this.host) this.commit(this.#store.page)
        if (signal?.aborted) return
        if (frame.x) reject(new ReflexError(frame.x))
        else if (redirect?.type !== 'redirect') resolve({ page: frame.p ?? this.#store.page })
        else this.#lead(redirect, url).then(resolve, reject)
      },
      // The tab is at the page that the browser shows: ask again, or for a document of the other build
      over: () => {
        if (this.#store.connection.outdated) resolve(this.#load(url))
        else this.#target.send(message)
      },
      fail: reject,
    }
    signal?.addEventListener('abort', () => {
      this.#target.cancel(message)
      reject(signal.reason)
    })
    this.#target.send(message)
    return promise
  }

  /**
   * Goes where a navigation is led.
   *
   * @param from - path and query string of the navigation
   * @throws E_REDIRECT_ADDRESS
   */
  async #lead(redirect: Redirect, from: string): Promise<NavigationResult> {
    const target = this.#address.find(redirect.url, from)
    if (!target) {
      console.warn(`[reflex] "${from}" leads to "${redirect.url}", which is no address.`)
      throw redirectAddress()
    }
    if (!isVisit(redirect, target, this.#environment)) {
      this.#target.perform([{ ...redirect, url: target.href }])
      return this.#leave()
    }
    const url = this.#address.resolve(target)
    this.#user.expect(this.#address.pathOf(url))
    return { redirect: url, replace: redirect.replace ?? false }
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
    await this.loaded()
    this.#user.expect(this.#address.shown)
    return { redirect: this.#address.shown, replace: true }
  }
}
