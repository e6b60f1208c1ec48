/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingHttpHeaders } from 'node:http'
import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf, findBinding } from '../adonis/main.ts'
import type { GuardRequest } from '../adonis/main.ts'
import type { CookieChange, Visitor } from '../bridge/main.ts'
import { recentLogin } from '../features/auth/main.ts'
import { show } from './difference.ts'
import { E_NO_AUTH, E_NO_CONTEXT, E_NO_SESSION, E_TEST_NO_USER } from './exceptions.ts'
import type { Harness } from './harness.ts'
import { BrowserStorage } from './connect/browser_storage.ts'
import { RecordingJar } from './recording_jar.ts'
import { withSession } from './session_scope.ts'

/** Who visits a page, and with what. */
export interface Identity {
  user?: unknown
  /** Name of the guard; the default one when left out. */
  guard?: string
  /** The user has shown just now who they are. */
  isRecent?: boolean
  session: Record<string, unknown>
  flash: Record<string, unknown>
  cookies: Record<string, unknown>
  headers: Record<string, string>
  /** What the browser has stored, as texts by key. */
  stored: Record<string, string>
}

/**
 * A browser of a test: headers, cookies, and a session in the application's own session store.
 * Each is a new one, so tests share nothing.
 */
export class TestBrowser {
  /** What tabs do by themselves, since another one has signed in or out. */
  #underway = new Set<Promise<void>>()
  /** What all of its tabs have stored. */
  readonly storage: BrowserStorage
  #harness: Harness
  #headers: IncomingHttpHeaders
  /** Raw values by name. */
  #cookies: Map<string, string>

  private constructor(
    harness: Harness,
    headers: IncomingHttpHeaders,
    cookies: Record<string, string>,
    stored: Record<string, string>
  ) {
    this.storage = new BrowserStorage(stored)
    this.#harness = harness
    this.#headers = headers
    this.#cookies = new Map(Object.entries(cookies))
  }

  /**
   * @throws E_NO_AUTH, E_NO_SESSION when the application lacks what the identity needs
   */
  static async create(harness: Harness, identity: Identity): Promise<TestBrowser> {
    const guard = await signIn(harness, identity)
    const headers: IncomingHttpHeaders = { host: 'localhost', accept: 'text/html' }
    for (const [name, value] of Object.entries({ ...guard.headers, ...identity.headers })) {
      headers[name.toLowerCase()] = value
    }
    const jar = new RecordingJar(headers.cookie, harness.encryption)
    for (const [name, value] of Object.entries({ ...guard.cookies, ...identity.cookies })) {
      jar.write({ name, kind: 'signed', value, options: {} })
    }
    await prepareSession(harness, headers, jar, {
      values: { ...guard.session, ...identity.session },
      flash: identity.flash,
      recentUser: recentUserOf(identity),
    })
    return new TestBrowser(harness, headers, jar.list(), identity.stored)
  }

  /** Id of the browser session that the cookies show; empty without one. */
  get session(): string {
    const { sessionCookie } = this.#harness
    const id = sessionCookie && this.visitor([]).jar.read(sessionCookie, 'signed')
    return typeof id === 'string' ? id : ''
  }

  /** Headers that the browser sends over the network, cookies included. */
  get sentHeaders(): Record<string, string> {
    const { host, ...headers } = this.#headers as Record<string, string>
    return { ...headers, cookie: this.cookieHeader }
  }

  /** The cookies as a browser sends them. */
  get cookieHeader(): string {
    return [...this.#cookies]
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('; ')
  }

  /**
   * The browser as a new socket shows it, with its current cookies.
   *
   * @param written - where to note the cookies that are set
   */
  visitor(written: CookieChange[]): Visitor & { jar: RecordingJar } {
    return {
      headers: this.#headers,
      peer: { remoteAddress: '127.0.0.1' },
      host: 'localhost',
      jar: new RecordingJar(this.cookieHeader, this.#harness.encryption, written),
    }
  }

  /** Asks over HTTP, with the browser's headers and cookies, and keeps the cookies that it gets. */
  async fetch(url: string, init: RequestInit): Promise<Response> {
    const headers = { ...this.sentHeaders, ...(init.headers as Record<string, string>) }
    const response = await fetch(url, { ...init, headers })
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    return response
  }

  /** Takes over what was set in the jar of a tab. */
  take(jar: RecordingJar, changes: readonly CookieChange[]): void {
    for (const { name } of changes) {
      const raw = jar.list()[name] as string | undefined
      if (raw === undefined) this.#cookies.delete(name)
      else this.#cookies.set(name, raw)
    }
  }

  /** Takes note of what a tab does by itself. */
  track(work: Promise<void>): void {
    this.#underway.add(work)
    void work.finally(() => this.#underway.delete(work))
  }

  /** Waits until no tab does anything by itself. */
  async settled(): Promise<void> {
    while (this.#underway.size > 0) await Promise.all(this.#underway)
  }

  /** Keeps a cookie of a response, or drops it when its time is over. */
  #keep(header: string): void {
    const [pair, ...attributes] = header.split(';').map((part) => part.trim())
    const index = pair.indexOf('=')
    const name = pair.slice(0, index)
    const isOver = attributes.some((attribute) => {
      const [key, value] = attribute.split('=')
      if (/^max-age$/i.test(key)) return Number(value) <= 0
      return /^expires$/i.test(key) && new Date(value).getTime() <= Date.now()
    })
    if (isOver) this.#cookies.delete(name)
    else this.#cookies.set(name, decodeURIComponent(pair.slice(index + 1)))
  }
}

/**
 * What the user's guard needs in a request, as `loginAs` of the API client has it.
 *
 * @throws E_NO_AUTH; E_TEST_NO_USER for what has no id
 */
async function signIn({ app }: Harness, { user, guard }: Identity): Promise<GuardRequest> {
  if (user === undefined) return {}
  const manager = await findBinding(app, 'auth.manager')
  if (!manager) throw new E_NO_AUTH()
  const client = manager.createAuthenticatorClient().use(guard)
  if (typeof user !== 'object' || user === null) throw new E_TEST_NO_USER([show(user)])
  const request = await client.authenticateAsClient(user)
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
  jar: RecordingJar,
  { values, flash, recentUser }: SessionContents
): Promise<void> {
  const isNeeded =
    Object.keys(values).length > 0 || Object.keys(flash).length > 0 || recentUser !== undefined
  if (!app.config.has('session')) {
    if (isNeeded) throw new E_NO_SESSION()
    return
  }
  const peer = { remoteAddress: '127.0.0.1' }
  const visitor: Visitor = { headers, jar, peer, host: 'localhost' }
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
