/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingHttpHeaders } from 'node:http'
import type { HttpContext } from '@adonisjs/core/http'
import type { Visitor } from '../bridge/main.ts'
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
export class TestVisitor implements Visitor {
  readonly peer = { remoteAddress: '127.0.0.1' }
  readonly host = 'localhost'

  private constructor(
    readonly headers: IncomingHttpHeaders,
    readonly jar: RecordingJar,
    /** Id of the browser session; empty in an application without sessions. */
    readonly session: string
  ) {}

  /**
   * @throws E_NO_AUTH, E_NO_SESSION when the application lacks what the identity needs
   */
  static async create(harness: Harness, identity: Identity): Promise<TestVisitor> {
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
    const session = await prepareSession(harness, headers, jar, values, identity.flash)
    jar.forget()
    return new TestVisitor(headers, jar, session)
  }

  /** The cookies as a browser sends them. */
  get cookieHeader(): string {
    return Object.entries(this.jar.list())
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('; ')
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
): Promise<string> {
  const isNeeded = Object.keys(values).length > 0 || Object.keys(flash).length > 0
  if (!app.config.has('session')) {
    if (isNeeded) throw new E_NO_SESSION()
    return ''
  }
  let id = ''
  const visitor: Visitor = { headers, jar, peer: { remoteAddress: '127.0.0.1' }, host: 'localhost' }
  const work = async (ctx: HttpContext) => {
    const session = sessionOf(ctx)!
    for (const [key, value] of Object.entries(values)) session.put(key, value)
    if (Object.keys(flash).length > 0) session.flash(flash)
    id = session.sessionId
  }
  const outcome = await reflex.bridge.dispatch(visitor, '/', 'bare', (ctx) =>
    withSession(app, ctx, () => work(ctx))
  )
  if (outcome.error !== undefined) throw outcome.error
  if (!outcome.reached) throw new E_NO_CONTEXT(['/'])
  return id
}
