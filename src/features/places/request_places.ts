/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { CookieJar } from '../../bridge/main.ts'
import { URL_LENGTH } from '../../protocol/main.ts'
import type { Address, JsonValue } from '../../protocol/main.ts'
import type { EventScope, StateTree } from '../../state/main.ts'
import type { Enlisted } from '../../tabs/main.ts'
import { E_ADDRESS_TOO_LONG, E_COOKIE_WITHOUT_REQUEST } from './exceptions.ts'
import { readCookie, writeCookie } from './cookie_value.ts'
import { takeTexts, takeValue, textsOf } from './given_value.ts'
import type { Taken } from './given_value.ts'
import { pathOf } from './page_places.ts'
import { isSameValue } from './place.ts'
import type { CookiePlace } from './place.ts'
import type { PlacedVar } from './placed_vars.ts'
import type { PagePlaces } from './page_places.ts'
import { readQuery, writeQuery } from './query_string.ts'

/** Raw cookies by name, as vars were last read from them. */
export type SeenCookies = Map<string, string | undefined>

export interface RequestPlacesOptions {
  page: PagePlaces
  /** The states of the tab, as they are before the request. */
  states: StateTree
  seen: SeenCookies
  /** None with `static bridge = 'none'`. */
  request: { ctx: HttpContext; jar: CookieJar } | undefined
  /** Hears of what a browser has that its var must not take. */
  refused: (placed: PlacedVar) => void
  /** Reads a query string. */
  parse: (query: string) => Record<string, JsonValue>
  /** Hears of each cookie that is set, and how many bytes its name and its value have. */
  written: (placed: PlacedVar, size: number) => void
}

/**
 * The vars of a page in cookies and in its address, during one request of it: what the request has
 * of them is taken up before any handler runs, and what was changed is brought to its place.
 */
export class RequestPlaces implements Enlisted {
  #options: RequestPlacesOptions
  /** What the places hold, where that is not what the tab had before. */
  #held = new Map<PlacedVar, unknown>()
  #read = new Map<string, string | undefined>()

  constructor(options: RequestPlacesOptions) {
    this.#options = options
  }

  /**
   * Takes up all that the request has: a browser comes to the page.
   *
   * @param url - path and query string
   */
  async arrive(scope: EventScope, url: string): Promise<void> {
    const { page } = this.#options
    for (const placed of page.cookies) await this.#receiveCookie(scope, placed)
    if (page.queries.length === 0) return
    const query = readQuery(url)
    for (const placed of page.queries) {
      const texts = query.get(placed.place.key)
      this.#receive(scope, placed, texts && (await takeTexts(placed, texts)), texts !== undefined)
    }
  }

  /**
   * Takes up the cookies that have changed since they were last read: by a controller, or in
   * another tab.
   */
  async refresh(scope: EventScope): Promise<void> {
    const { page, request, seen } = this.#options
    if (!request) return
    for (const placed of page.cookies) {
      const { key } = placed.place
      if (request.jar.list()[key] !== seen.get(key)) await this.#receiveCookie(scope, placed)
    }
  }

  /**
   * Brings what was changed to its place.
   *
   * @param tree - the states as the request leaves them
   * @param url - path and query string of the page
   * @returns the address of the page, when it is another one now
   * @throws E_COOKIE_WITHOUT_REQUEST, E_ADDRESS_TOO_LONG
   */
  settle(tree: StateTree['tree'], url: string): Address | undefined {
    const address = this.#settleAddress(tree, url)
    this.#settleCookies(tree)
    for (const [key, raw] of this.#read) this.#options.seen.set(key, raw)
    return address
  }

  async #receiveCookie(scope: EventScope, placed: PlacedVar<CookiePlace>): Promise<void> {
    const { jar } = this.#options.request!
    const { key } = placed.place
    const raw = jar.list()[key] as string | undefined
    const given = readCookie(jar, placed.place)
    this.#receive(scope, placed, given === null ? undefined : await takeValue(placed, given), !!raw)
    this.#read.set(key, raw)
  }

  #receive(scope: EventScope, placed: PlacedVar, taken: Taken | undefined, isGiven: boolean): void {
    if (isGiven && !taken) this.#options.refused(placed)
    const { definition, name, initial } = placed
    const value = taken ? taken.value : initial
    this.#held.set(placed, value)
    scope.view(definition)
    if (!isSameValue(scope.peek(definition.id, name), value)) {
      scope.write(definition.id, name, value)
    }
  }

  /** Whether a var has got another value than its place holds. */
  #hasChanged(placed: PlacedVar, tree: StateTree['tree']): boolean {
    const held = this.#held.has(placed)
      ? this.#held.get(placed)
      : valueIn(this.#options.states.tree, placed)
    return !isSameValue(valueIn(tree, placed), held)
  }

  #settleAddress(tree: StateTree['tree'], url: string): Address | undefined {
    const { queries } = this.#options.page
    const changed = queries.filter((placed) => this.#hasChanged(placed, tree))
    if (changed.length === 0) return undefined
    const texts = new Map<string, string[]>()
    for (const placed of queries) {
      const value = valueIn(tree, placed)
      // What the address has of a var with its initial value is left out as well, also nonsense
      const isInitial = isSameValue(value, placed.initial)
      if (isInitial) texts.set(placed.place.key, [])
      else if (changed.includes(placed)) texts.set(placed.place.key, textsOf(placed, value))
    }
    const next = writeQuery(url, texts)
    if (next.length > URL_LENGTH) throw new E_ADDRESS_TOO_LONG([next.length, URL_LENGTH])
    for (const placed of changed) this.#held.set(placed, valueIn(tree, placed))
    if (next === url) return undefined
    const address: Address = { url: next }
    const [, query] = next.split('?', 2)
    if (query) address.q = this.#options.parse(query)
    if (changed.some(({ place }) => place.push)) address.push = 1
    return address
  }

  #settleCookies(tree: StateTree['tree']): void {
    const { page, request } = this.#options
    for (const placed of page.cookies) {
      if (!this.#hasChanged(placed, tree)) continue
      if (!request) throw new E_COOKIE_WITHOUT_REQUEST([pathOf(placed), 'the event'])
      const value = valueIn(tree, placed)
      writeCookie(request.ctx, placed, value)
      this.#held.set(placed, value)
      const { key } = placed.place
      const raw = request.jar.list()[key] as string | undefined
      this.#read.set(key, raw)
      this.#options.written(placed, key.length + encodeURIComponent(raw ?? '').length)
    }
  }
}

/** The value of a var; the initial one where the tab does not have its state yet. */
function valueIn(tree: StateTree['tree'], { definition, name, initial }: PlacedVar): unknown {
  const vars = tree[definition.id] as Record<string, unknown> | undefined
  return vars ? vars[name] : initial
}
