/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_TEST_NO_USER } from './exceptions.ts'
import type { CookieKind } from '../bridge/main.ts'
import type { Identity } from './browser/test_browser.ts'
import type { JsonValue } from '../protocol/main.ts'
import type { ExpectedFailure } from './types.ts'

/** A tab that can be asked for a page. */
interface RequestedPage {
  load(url: string): Promise<unknown>
  assertRefused(expected: ExpectedFailure): void
}

/**
 * A page that a test requests: a promise that begins when it is first awaited, or asked for what
 * comes of it.
 */
export abstract class PageRequest<T extends RequestedPage> implements Promise<T> {
  readonly [Symbol.toStringTag] = 'PageRequest'
  protected readonly identity: Identity = {
    session: {},
    flash: {},
    cookies: {},
    headers: {},
    stored: {},
  }
  #opened: Promise<T> | undefined

  #path: string

  /** @param path - path and query string */
  constructor(path: string) {
    this.#path = path
  }

  /** Makes a tab that shows nothing yet. */
  protected abstract create(): Promise<T>

  /**
   * Requests the page and expects it to fail. A redirect is not a failure: await the page and use
   * `assertRedirectsTo`.
   *
   * @throws AssertionError when the page admits the visitor, or fails in another way
   */
  async assertRefused(expected: ExpectedFailure): Promise<void> {
    const page = await this.create()
    await page.load(this.#path).catch(() => {})
    page.assertRefused(expected)
  }

  /**
   * Signs a user in, as `loginAs` of the API client does.
   *
   * @param user - a stored user
   * @param guard - name of the guard; the default one if omitted
   * @throws E_TEST_NO_USER for nothing; when the page opens, for what has no id, and
   *   E_TEST_NO_GUARD
   */
  as(user: unknown, guard?: string): this {
    if (user === undefined || user === null) throw new E_TEST_NO_USER([String(user)])
    this.identity.user = user
    this.identity.guard = guard
    return this
  }

  /**
   * Has the user shown just now who they are, for events with `@rx.recent()` or `{ recent: … }`.
   */
  recently(): this {
    this.identity.isRecent = true
    return this
  }

  /** Puts values into the session, in whichever store it uses. */
  withSession(values: Record<string, unknown>): this {
    Object.assign(this.identity.session, values)
    return this
  }

  /** Flash messages that an earlier request has left. */
  withFlash(messages: Record<string, unknown>): this {
    Object.assign(this.identity.flash, messages)
    return this
  }

  /** Signed cookies by name. */
  withCookies(cookies: Record<string, unknown>): this {
    return this.#give('signed', cookies)
  }

  /** Encrypted cookies by name. */
  withEncryptedCookies(cookies: Record<string, unknown>): this {
    return this.#give('encrypted', cookies)
  }

  /** Cookies by name that are neither signed nor encrypted. */
  withPlainCookies(cookies: Record<string, unknown>): this {
    return this.#give('plain', cookies)
  }

  /** Values in the browser's local storage, by key. */
  withLocalStorage(values: Record<string, JsonValue>): this {
    for (const [key, value] of Object.entries(values)) {
      this.identity.stored[key] = JSON.stringify(value)
    }
    return this
  }

  withHeaders(headers: Record<string, string>): this {
    Object.assign(this.identity.headers, headers)
    return this
  }

  /** The language that the browser prefers. */
  withLocale(locale: string): this {
    return this.withHeaders({ 'accept-language': locale })
  }

  then<R = T, E = never>(
    onOpened?: ((page: T) => R | PromiseLike<R>) | null,
    onFailed?: ((reason: unknown) => E | PromiseLike<E>) | null
  ): Promise<R | E> {
    return (this.#opened ??= this.#open()).then(onOpened, onFailed)
  }

  catch<E = never>(onFailed?: ((reason: unknown) => E | PromiseLike<E>) | null): Promise<T | E> {
    return this.then(undefined, onFailed)
  }

  finally(onSettled?: (() => void) | null): Promise<T> {
    return this.then().finally(onSettled)
  }

  async #open(): Promise<T> {
    const page = await this.create()
    await page.load(this.#path)
    return page
  }

  #give(kind: CookieKind, cookies: Record<string, unknown>): this {
    for (const [name, value] of Object.entries(cookies))
      this.identity.cookies[name] = { kind, value }
    return this
  }
}
