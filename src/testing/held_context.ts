/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingHttpHeaders } from 'node:http'
import type { HttpContext } from '@adonisjs/core/http'
import type { ApplicationService } from '@adonisjs/core/types'
import { extrasOf, findBinding, signInAs } from '../adonis/main.ts'
import { recentLogin } from '../features/auth/main.ts'
import type { Identity } from './browser/test_browser.ts'
import { E_NO_CONTEXT } from './exceptions.ts'
import type { Harness } from './harness.ts'
import { RecordingJar } from './recording_jar.ts'
import { requireSession, withSession } from './session_scope.ts'
import { requireGuard, requireUser } from './signed_in.ts'
import { turnOnTwoFactor } from './two_factor.ts'

/** Options of an event request. */
export interface EventRequestOptions {
  /** Path of the page. @default '/' */
  path?: string
  /** Query string, by name. */
  query?: Record<string, string>
  /** Route params. */
  params?: Record<string, string>
  /** Whether the user has shown just now who they are, for events with `@rx.recent()`. */
  recently?: boolean
  /** Initial values of the session. */
  session?: Record<string, unknown>
  /** Flash messages that an earlier request left. */
  flash?: Record<string, unknown>
  /** Signed cookies by name. */
  cookies?: Record<string, unknown>
  headers?: Record<string, string>
  /** Locale of the request, in applications with @adonisjs/i18n. By default, the best for the header `accept-language`. */
  locale?: string
}

/** Where a context is, and in which language. */
export type ContextPlace = Pick<EventRequestOptions, 'path' | 'query' | 'params' | 'locale'>

/** A context that stays open until it is ended. */
export interface HeldContext {
  ctx: HttpContext
  /** The cookies of the request, and those that it sets. */
  jar: RecordingJar
  /** Runs code as if inside the request, so that `HttpContext.getOrFail()` works. */
  run: <T>(callback: () => T) => T
  /** Ends the request: the session is stored, `http:request_completed` is emitted. */
  end: () => Promise<void>
}

/**
 * Makes a context as a request of the page would have it, with session and user, but without a
 * socket, a server or the middleware of the application.
 *
 * @throws E_TEST_NO_USER, E_NO_AUTH, E_TEST_NO_GUARD, E_NO_SESSION when the application lacks what the identity needs;
 *   E_NO_CONTEXT
 */
export async function holdContext(
  harness: Harness,
  identity: Identity,
  place: ContextPlace
): Promise<HeldContext> {
  const { app, reflex, encryption } = harness
  await check(harness, identity)
  const url = pathOf(place)
  const headers: IncomingHttpHeaders = { host: 'localhost', accept: 'text/html' }
  for (const [name, value] of Object.entries(identity.headers)) {
    headers[name.toLowerCase()] = value
  }
  const jar = new RecordingJar(headers.cookie, encryption)
  for (const [name, cookie] of Object.entries(identity.cookies)) {
    jar.write({ name, ...cookie, options: {} })
  }

  const opened = Promise.withResolvers<Omit<HeldContext, 'end'>>()
  const ended = Promise.withResolvers<void>()
  const host = headers.host ?? 'localhost'
  const visitor = { headers, peer: { remoteAddress: '127.0.0.1' }, jar, host }
  const finished = reflex.bridge
    .dispatch(visitor, url, 'bare', async (ctx) => {
      if (place.params) ctx.params = place.params
      await withSession(app, ctx, async () => {
        await prepare(app, ctx, identity, place.locale)
        const run = AsyncLocalStorage.snapshot() as HeldContext['run']
        jar.forget()
        opened.resolve({ ctx, jar, run })
        await ended.promise
      })
    })
    .then((outcome) => {
      if (outcome.error !== undefined) opened.reject(outcome.error)
      if (!outcome.reached) opened.reject(new E_NO_CONTEXT([url]))
    }, opened.reject)

  const held = await opened.promise
  return {
    ...held,
    async end() {
      ended.resolve()
      await finished
    },
  }
}

/**
 * Looks whether the application has what the visitor needs, before a request begins.
 *
 * @throws E_TEST_NO_USER, E_NO_AUTH, E_TEST_NO_GUARD, E_NO_SESSION
 */
async function check(harness: Harness, identity: Identity): Promise<void> {
  const { user, guard, isRecent, hasTwoFactor, session, flash } = identity
  if (isRecent || user !== undefined) requireUser(user)
  if (user !== undefined) await requireGuard(harness.app, guard)
  requireSession(harness.app, session, flash)
  if (hasTwoFactor) await turnOnTwoFactor(harness, user)
}

function pathOf({ path = '/', query }: ContextPlace): string {
  if (!query) return path
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`
}

async function prepare(
  app: ApplicationService,
  ctx: HttpContext,
  { user, guard, isRecent, session, flash }: Identity,
  locale: string | undefined
): Promise<void> {
  const extended = extrasOf(ctx)
  for (const [key, value] of Object.entries(session)) extended.session?.put(key, value)
  if (Object.keys(flash).length > 0) extended.session?.flashMessages.update(flash)
  const auth = await findBinding(app, 'auth.manager')
  if (auth) {
    extended.auth = auth.createAuthenticator(ctx)
    if (user) signInAs(extended.auth.use(guard), user)
    // As after an authentication that was tried: `getUserOrFail()` finds the user, or says who is missing
    await extended.auth.checkUsing(guard === undefined ? undefined : [guard])
  }
  if (isRecent) recentLogin.confirm(ctx)
  const i18n = await findBinding(app, 'i18n')
  if (i18n) {
    const preferred = ctx.request.header('accept-language')
    const best = preferred === undefined ? null : i18n.getSupportedLocaleFor(preferred)
    extended.i18n = i18n.locale(locale ?? best ?? i18n.defaultLocale)
  }
}
