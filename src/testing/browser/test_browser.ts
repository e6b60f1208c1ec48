/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingHttpHeaders } from 'node:http'
import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../../adonis/main.ts'
import type { GuardRequest } from '../../adonis/main.ts'
import { CookieJar } from '../../bridge/main.ts'
import type { CookieKind, OpenedCookies, Visitor } from '../../bridge/main.ts'
import { recentLogin } from '../../features/auth/main.ts'
import { SOCKET_PATH } from '../../protocol/main.ts'
import { show } from '../difference.ts'
import { E_NO_CONTEXT, E_TEST_NO_USER } from '../exceptions.ts'
import type { Harness } from '../harness.ts'
import { requireSession, withSession } from '../session_scope.ts'
import { authenticate, requireGuard, requireUser } from '../signed_in.ts'
import { turnOnTwoFactor } from '../two_factor.ts'
import { BrowserStorage } from './browser_storage.ts'
import { CookieStore } from './cookie_store.ts'
import type { HttpLine } from './http_line.ts'

/** A cookie that a browser has before the test. */
export interface GivenCookie {
  kind: CookieKind
  value: unknown
}

/** Who visits a page, and with what. */
export interface Identity {
  user?: unknown
  /** Name of the guard; the default one when left out. */
  guard?: string
  /** The user has shown just now who they are. */
  isRecent?: boolean
  /** The second factor of the user is on. */
  hasTwoFactor?: boolean
  session: Record<string, unknown>
  flash: Record<string, unknown>
  cookies: Record<string, GivenCookie>
  headers: Record<string, string>
  /** What the browser has stored, as texts by key. */
  stored: Record<string, string>
}

/**
 * A browser of a test: headers, cookies, and a session in the application's own session store.
 * Each is a new one, so tests share nothing.
 */
export class TestBrowser {
  /** What all of its tabs have stored. */
  readonly storage: BrowserStorage
  readonly cookies: CookieStore
  #harness: Harness
  #line: HttpLine
  #headers: IncomingHttpHeaders
  /** What was verified for one of its requests is not verified again for the next. */
  #opened: OpenedCookies
  /** Its tabs, by how to wait until they do nothing by themselves. */
  #tabs = new Set<() => Promise<void>>()

  private constructor(
    harness: Harness,
    line: HttpLine,
    headers: IncomingHttpHeaders,
    jar: CookieJar,
    opened: OpenedCookies,
    stored: Record<string, string>
  ) {
    this.storage = new BrowserStorage(stored)
    this.cookies = new CookieStore(jar.list())
    this.#opened = opened
    this.#harness = harness
    this.#line = line
    this.#headers = headers
  }

  /**
   * @param line - how its requests reach the application
   * @throws E_NO_AUTH, E_NO_SESSION when the application lacks what the identity needs
   */
  static async create(harness: Harness, identity: Identity, line: HttpLine): Promise<TestBrowser> {
    if (identity.hasTwoFactor) await turnOnTwoFactor(harness, identity.user)
    const guard = await signIn(harness, identity)
    const headers: IncomingHttpHeaders = { accept: 'text/html,application/xhtml+xml' }
    for (const [name, value] of Object.entries({ ...guard.headers, ...identity.headers })) {
      headers[name.toLowerCase()] = value
    }
    const opened: OpenedCookies = new Map()
    const jar = new CookieJar(headers.cookie, harness.encryption, opened)
    for (const [name, value] of Object.entries(guard.cookies ?? {})) {
      jar.write({ name, kind: 'signed', value, options: {} })
    }
    for (const [name, cookie] of Object.entries(identity.cookies)) {
      jar.write({ name, ...cookie, options: {} })
    }
    await prepareSession(harness, headers, jar, {
      values: { ...guard.session, ...identity.session },
      flash: identity.flash,
      recentUser: recentUserOf(identity),
    })
    delete headers.cookie
    return new TestBrowser(harness, line, headers, jar, opened, identity.stored)
  }

  /** Host of the pages; undefined where the address decides. */
  get host(): string | undefined {
    return this.#headers.host
  }

  /** Id of the browser session that the cookies show; empty without one. */
  get session(): string {
    const { sessionCookie } = this.#harness
    const id = sessionCookie && this.visitor({}).jar.read(sessionCookie, 'signed')
    return typeof id === 'string' ? id : ''
  }

  /** Where the application has pages, for messages. */
  get routes(): string {
    const routes = [...this.#harness.reflex.pages.all()].map(({ definition }) => definition.route)
    return [...new Set(routes)].sort().join(', ')
  }

  /** Headers of a request to a path, cookies included. */
  headersFor(path: string): Record<string, string> {
    const cookie = this.cookies.header(path)
    return { ...(this.#headers as Record<string, string>), ...(cookie !== '' && { cookie }) }
  }

  /**
   * The browser as a new socket shows it, with its current cookies.
   *
   * @param headers - further headers
   */
  visitor(headers: Record<string, string>): Visitor {
    const own = this.headersFor(SOCKET_PATH)
    const host = this.host ?? 'localhost'
    return {
      headers: { host, ...own, ...headers },
      peer: { remoteAddress: '127.0.0.1' },
      host,
      jar: new CookieJar(own.cookie, this.#harness.encryption, this.#opened),
    }
  }

  /** Asks over HTTP, with the browser's headers and cookies, and keeps the cookies that it gets. */
  async fetch(url: string, init: RequestInit): Promise<Response> {
    const target = new URL(url)
    const own = { host: this.host ?? target.host, ...this.headersFor(target.pathname) }
    const headers = { ...own, ...(init.headers as Record<string, string>) }
    const response = await this.#line.ask(target, { ...init, headers })
    for (const cookie of response.headers.getSetCookie()) this.cookies.keep(cookie, target.pathname)
    return response
  }

  /**
   * A tab of the browser is open.
   *
   * @param settled - resolves when it does nothing by itself
   * @returns to be called when it is closed
   */
  attach(settled: () => Promise<void>): () => void {
    this.#tabs.add(settled)
    return () => this.#tabs.delete(settled)
  }

  /** Waits until no tab does anything by itself, as after a login in another one. */
  async settled(): Promise<void> {
    await Promise.all([...this.#tabs].map((settled) => settled()))
  }
}

/**
 * What the user's guard needs in a request, as `loginAs` of the API client has it.
 *
 * @throws E_NO_AUTH, E_TEST_NO_GUARD; E_TEST_NO_USER for what has no id
 */
async function signIn({ app }: Harness, { user, guard }: Identity): Promise<GuardRequest> {
  if (user === undefined) return {}
  const manager = await requireGuard(app, guard)
  const request = await authenticate(manager, guard, requireUser(user))
  // A session guard stores the id, and would take a visitor without one for a guest
  if (Object.values(request.session ?? {}).some((value) => value === undefined || value === null)) {
    throw new E_TEST_NO_USER([show(user)])
  }
  return request
}

/**
 * Id of the user who has shown just now who they are.
 *
 * @throws E_TEST_NO_USER for a guest
 */
function recentUserOf({ isRecent, user }: Identity): string | number | undefined {
  if (!isRecent) return undefined
  const { id } = (user ?? {}) as { id?: string | number }
  if (id === undefined) throw new E_TEST_NO_USER([show(user)])
  return id
}

/** What is in a session that a test begins with. */
interface SessionContents {
  values: Record<string, unknown>
  flash: Record<string, unknown>
  /** Id of the user who has shown just now who they are. */
  recentUser: string | number | undefined
}

/** Stores values in a new session, through the session middleware: any store will do. */
async function prepareSession(
  { app, reflex }: Harness,
  headers: IncomingHttpHeaders,
  jar: CookieJar,
  { values, flash, recentUser }: SessionContents
): Promise<void> {
  requireSession(app, values, flash, recentUser === undefined ? {} : { recentUser })
  if (!app.config.has('session')) return
  const peer = { remoteAddress: '127.0.0.1' }
  const host = headers.host ?? 'localhost'
  const visitor: Visitor = { headers: { host, ...headers }, jar, peer, host }
  const work = async (ctx: HttpContext) => {
    const session = extrasOf(ctx).session!
    for (const [key, value] of Object.entries(values)) session.put(key, value)
    if (Object.keys(flash).length > 0) session.flash(flash)
    if (recentUser !== undefined) recentLogin.note(session, recentUser)
  }
  const outcome = await reflex.bridge.dispatch(visitor, '/', 'bare', (ctx) =>
    withSession(app, ctx, () => work(ctx))
  )
  if (outcome.error !== undefined) throw outcome.error
  if (!outcome.reached) throw new E_NO_CONTEXT(['/'])
}
