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
import { E_NO_CONTEXT } from './exceptions.ts'
import type { Harness } from './harness.ts'
import { RecordingJar } from './recording_jar.ts'
import { withSession } from './session_scope.ts'

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
  /** Locale of the request, in applications with @adonisjs/i18n. */
  locale?: string
}

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
 * @param user - signed-in user; none for a guest
 */
export async function holdContext(
  { app, reflex, encryption }: Harness,
  user: unknown,
  options: EventRequestOptions
): Promise<HeldContext> {
  const url = pathOf(options)
  const headers: IncomingHttpHeaders = { host: 'localhost', accept: 'text/html' }
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    headers[name.toLowerCase()] = value
  }
  const jar = new RecordingJar(headers.cookie, encryption)
  for (const [name, value] of Object.entries(options.cookies ?? {})) {
    jar.write({ name, kind: 'signed', value, options: {} })
  }

  const opened = Promise.withResolvers<Omit<HeldContext, 'end'>>()
  const ended = Promise.withResolvers<void>()
  const visitor = { headers, peer: { remoteAddress: '127.0.0.1' }, jar, host: 'localhost' }
  const finished = reflex.bridge
    .dispatch(visitor, url, 'bare', async (ctx) => {
      if (options.params) ctx.params = options.params
      await withSession(app, ctx, async () => {
        await prepare(app, ctx, user, options)
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

function pathOf({ path = '/', query }: EventRequestOptions): string {
  if (!query) return path
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`
}

async function prepare(
  app: ApplicationService,
  ctx: HttpContext,
  user: unknown,
  { session: values = {}, flash, locale, recently }: EventRequestOptions
): Promise<void> {
  const extended = extrasOf(ctx)
  for (const [key, value] of Object.entries(values)) extended.session?.put(key, value)
  if (flash) extended.session?.flashMessages.update(flash)
  const auth = await findBinding(app, 'auth.manager')
  if (auth) {
    extended.auth = auth.createAuthenticator(ctx)
    if (user) signInAs(extended.auth.use(), user)
    // As after an authentication that was tried: `getUserOrFail()` finds the user, or says who is missing
    await extended.auth.check()
  }
  if (recently) recentLogin.confirm(ctx)
  const i18n = await findBinding(app, 'i18n')
  if (i18n) extended.i18n = i18n.locale(locale ?? i18n.defaultLocale)
}
