/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { CookieKind } from '../bridge/main.ts'
import type { JsonValue } from '../protocol/main.ts'
import type { Identity } from './browser/test_browser.ts'
import { E_TEST_NO_USER } from './exceptions.ts'

/**
 * What a test asks for as a visitor: a promise that begins when it is first awaited. Its words say who the visitor is,
 * and are the same for pages and for event requests.
 */
export abstract class VisitorRequest<T> implements Promise<T> {
  abstract readonly [Symbol.toStringTag]: string
  protected readonly identity: Identity = {
    session: {},
    flash: {},
    cookies: {},
    headers: {},
    stored: {},
  }
  #opened: Promise<T> | undefined

  /** Does what was asked for, once. */
  protected abstract open(): Promise<T>

  /**
   * Signs a user in, as `loginAs` of the API client does.
   *
   * @param user - a stored user
   * @param guard - name of the guard; the default one if omitted
   * @throws E_TEST_NO_USER for nothing; when awaited, for what is not a user, E_TEST_NO_GUARD, and E_NO_AUTH without
   *   `@adonisjs/auth`
   */
  as(user: unknown, guard?: string): this {
    if (user === undefined || user === null) throw new E_TEST_NO_USER([String(user)])
    this.identity.user = user
    this.identity.guard = guard
    return this
  }

  /**
   * Has the user shown just now who they are, for events with `@rx.recent()` or `{ recent: … }`.
   *
   * @throws when awaited, E_TEST_NO_USER for a guest
   */
  recently(): this {
    this.identity.isRecent = true
    return this
  }

  /**
   * Turns the second factor of the user on before anything is requested, as by `make:auth`. `twoFactor()` has its codes.
   *
   * @throws when awaited, E_TEST_NO_USER for a guest; E_AUTH_CONFIG, E_AUTH_FEATURE where accounts have no second
   *   factor
   */
  withTwoFactor(): this {
    this.identity.hasTwoFactor = true
    return this
  }

  /**
   * Puts values into the session, in whichever store it uses.
   *
   * @throws when awaited, E_NO_SESSION without `config/session.ts`
   */
  withSession(values: Record<string, unknown>): this {
    Object.assign(this.identity.session, values)
    return this
  }

  /**
   * Flash messages that an earlier request has left.
   *
   * @throws when awaited, E_NO_SESSION without `config/session.ts`
   */
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

  /** Headers of all requests, by name. */
  withHeaders(headers: Record<string, string>): this {
    Object.assign(this.identity.headers, headers)
    return this
  }

  /** The language that the browser prefers. */
  withLocale(locale: string): this {
    return this.withHeaders({ 'accept-language': locale })
  }

  then<R = T, E = never>(
    onOpened?: ((opened: T) => R | PromiseLike<R>) | null,
    onFailed?: ((reason: unknown) => E | PromiseLike<E>) | null
  ): Promise<R | E> {
    return (this.#opened ??= this.open()).then(onOpened, onFailed)
  }

  catch<E = never>(onFailed?: ((reason: unknown) => E | PromiseLike<E>) | null): Promise<T | E> {
    return this.then(undefined, onFailed)
  }

  finally(onSettled?: (() => void) | null): Promise<T> {
    return this.then().finally(onSettled)
  }

  #give(kind: CookieKind, cookies: Record<string, unknown>): this {
    for (const [name, value] of Object.entries(cookies))
      this.identity.cookies[name] = { kind, value }
    return this
  }
}
