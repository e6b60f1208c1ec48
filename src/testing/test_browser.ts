/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingHttpHeaders } from 'node:http'
import type { HttpContext } from '@adonisjs/core/http'
import type { CookieChange, Visitor } from '../bridge/main.ts'
import { E_NO_AUTH, E_NO_CONTEXT, E_NO_SESSION } from './exceptions.ts'
import type { Harness } from './harness.ts'
import { RecordingJar } from './recording_jar.ts'
import { sessionOf, withSession } from './session_scope.ts'

/** Who visits a page, and with what. */
export interface Identity {
  user?: unknown
  /** Name of the guard; the default one when left out. */
  guard?: string
  session: Record<string, unknown>
  flash: Record<string, unknown>
  cookies: Record<string, unknown>
  headers: Record<string, string>
}

/** What a guard says of a request that is its user's. */
interface GuardRequest {
  session?: Record<string, unknown>
  headers?: Record<string, string>
  cookies?: Record<string, unknown>
}

interface GuardClient {
  authenticateAsClient(user: unknown): Promise<GuardRequest>
}

/**
 * A browser of a test: headers, cookies, and a session in the application's own session store.
 * Each is a new one, so tests share nothing.
 */
export class TestBrowser {
  /** What tabs do by themselves, since another one has signed in or out. */
  #underway = new Set<Promise<void>>()
  #harness: Harness
  #headers: IncomingHttpHeaders
  #jar: RecordingJar

  private constructor(harness: Harness, headers: IncomingHttpHeaders, jar: RecordingJar) {
    this.#harness = harness
    this.#headers = headers
    this.#jar = jar
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
    const values = { ...guard.session, ...identity.session }
    await prepareSession(harness, headers, jar, values, identity.flash)
    jar.forget()
    return new TestBrowser(harness, headers, jar)
  }

  /** Id of the browser session that the cookies show; empty without one. */
  get session(): string {
    const { sessionCookie } = this.#harness
    const id = sessionCookie && this.#jar.read(sessionCookie, 'signed')
    return typeof id === 'string' ? id : ''
  }

  /** Headers that the browser sends along, cookies aside. */
  get headers(): IncomingHttpHeaders {
    return this.#headers
  }

  /** The cookies as a browser sends them. */
  get cookieHeader(): string {
    return Object.entries(this.#jar.list())
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('; ')
  }

  /**
   * The browser as a new socket shows it, with the cookies of now.
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

  /** Takes cookies over that were set. */
  take(changes: readonly CookieChange[]): void {
    for (const change of changes) this.#jar.write(change)
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
}

/** What the user's guard needs in a request, as `loginAs` of the API client has it. */
async function signIn({ app }: Harness, { user, guard }: Identity): Promise<GuardRequest> {
  if (user === undefined) return {}
  if (!app.container.hasBinding('auth.manager')) throw new E_NO_AUTH()
  const manager = (await app.container.make('auth.manager' as never)) as {
    createAuthenticatorClient(): { use(guard?: string): GuardClient }
  }
  return manager.createAuthenticatorClient().use(guard).authenticateAsClient(user)
}

/** Stores values in a new session, through the session middleware: any store will do. */
async function prepareSession(
  { app, reflex }: Harness,
  headers: IncomingHttpHeaders,
  jar: RecordingJar,
  values: Record<string, unknown>,
  flash: Record<string, unknown>
): Promise<void> {
  const isNeeded = Object.keys(values).length > 0 || Object.keys(flash).length > 0
  if (!app.config.has('session')) {
    if (isNeeded) throw new E_NO_SESSION()
    return
  }
  const peer = { remoteAddress: '127.0.0.1' }
  const visitor: Visitor = { headers, jar, peer, host: 'localhost' }
  const work = async (ctx: HttpContext) => {
    const session = sessionOf(ctx)!
    for (const [key, value] of Object.entries(values)) session.put(key, value)
    if (Object.keys(flash).length > 0) session.flash(flash)
  }
  const outcome = await reflex.bridge.dispatch(visitor, '/', 'bare', (ctx) =>
    withSession(app, ctx, () => work(ctx))
  )
  if (outcome.error !== undefined) throw outcome.error
  if (!outcome.reached) throw new E_NO_CONTEXT(['/'])
}
