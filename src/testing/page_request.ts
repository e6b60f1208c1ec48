/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_TEST_NO_USER } from './exceptions.ts'
import type { Identity } from './test_browser.ts'

/** A page that a test requests. Nothing happens until you await it. */
export abstract class PageRequest<T> implements PromiseLike<T> {
  protected readonly identity: Identity = {
    session: {},
    flash: {},
    cookies: {},
    headers: {},
    stored: {},
  }
  #opened: Promise<T> | undefined

  /** Opens the page. */
  protected abstract open(): Promise<T>

  /**
   * Signs a user in, as `loginAs` of the API client does.
   *
   * @param user - a stored user
   * @param guard - name of the guard; the default one if omitted
   * @throws E_TEST_NO_USER for nothing; when the page opens, for what has no id
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
    Object.assign(this.identity.cookies, cookies)
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
    return (this.#opened ??= this.open()).then(onOpened, onFailed)
  }
}
