/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ownPath } from '../protocol/main.ts'
import type { Environment } from './environment.ts'
import { pathOf } from './reload.ts'
import type { Store } from './store.ts'

/**
 * What the browser shows as the address of the page, beside what the server was asked for.
 */
export class AddressBar {
  #environment: Environment
  #store: Store
  /** Path and query string that the server was asked for last. */
  asked: string

  constructor(environment: Environment, store: Store) {
    this.#environment = environment
    this.#store = store
    this.asked = this.shown
  }

  /** Path and query string of what the browser shows. */
  get shown(): string {
    const { document, location } = this.#environment
    return document ? this.pathOf(location.href) : this.#store.page.url
  }

  pathOf(url: string): string {
    return pathOf(url, this.#environment.location.href)
  }

  /**
   * Where an address leads.
   *
   * @param from - where the answer comes from that names it; the address bar when left out
   * @returns undefined for what is no address
   */
  find(url: string, from = ''): URL | undefined {
    const base = new URL(from, this.#environment.location.href)
    return URL.canParse(url, base) ? new URL(url, base) : undefined
  }

  /** An address of this origin as the router takes it: it resolves none as a browser does. */
  resolve({ pathname, search, hash }: URL): string {
    return ownPath(pathname) + search + hash
  }

  /** Whether the browser shows an address, hash included. */
  shows(url: string): boolean {
    const { document, location } = this.#environment
    if (!document) return this.pathOf(url) === this.shown
    return new URL(url, location.href).href === new URL(location.href).href
  }

  /**
   * Notes that the page has moved, if it has.
   *
   * @returns the address that is to be shown; undefined when it is shown already
   */
  moved(): string | undefined {
    const { url } = this.#store.page
    const path = this.pathOf(url)
    if (path === this.shown) return undefined
    this.asked = path
    return url
  }
}
