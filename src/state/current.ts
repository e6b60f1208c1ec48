/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import { HttpContext } from '@adonisjs/core/http'
import { csrfTokenOf, extrasOf } from '../adonis/main.ts'
import { E_NO_REQUEST } from './exceptions.ts'
import type { Scope, Undoable } from './contracts.ts'

type RequestOf = HttpContext['request']
type ResponseOf = HttpContext['response']

/** The type of a property that a package of the application adds to the HTTP context. */
export type ContextProperty<Name extends string> = HttpContext extends { [K in Name]: infer Value }
  ? Value
  : never

export type SessionOfContext = ContextProperty<'session'>
export type AuthOfContext = ContextProperty<'auth'>
export type I18nOfContext = ContextProperty<'i18n'>
export type UserOfContext = AuthOfContext extends { user?: infer User } ? User : never

/** What code that runs has to do with: its request, and its tab. */
export type RunningScope = Pick<Scope, 'ctx' | 'send'> &
  Partial<Pick<Scope, 'signal' | 'tab'> & Undoable>

/** What running code belongs to. */
interface Running {
  scope: RunningScope
  /** State and handler, as the log names them. */
  origin: string
}

const storage = new AsyncLocalStorage<Running>()

/**
 * Runs a handler so that the functions below find its event, in whatever it calls.
 *
 * @param origin - state and handler, as the log names them; those of the calling code when left out
 */
export function runInScope<T>(
  scope: RunningScope,
  origin: string | undefined,
  callback: () => T
): T {
  return storage.run({ scope, origin: origin ?? storage.getStore()?.origin ?? '' }, callback)
}

/** What the running code belongs to, also when nobody waits for it any more. */
export function running(): Readonly<Running> | undefined {
  return storage.getStore()
}

/** The scope that the running code belongs to, however it was called. */
export function currentScope(): RunningScope | undefined {
  return storage.getStore()?.scope
}

/**
 * Returns the HTTP context of the running event (or of the HTTP request, with
 * `useAsyncLocalStorage`).
 *
 * Use it in plain `State` classes and services. An `AppState` has `this.ctx`.
 *
 * @returns undefined outside an event and in events without a request
 */
export function currentContext(): HttpContext | undefined {
  const current = storage.getStore()
  // What runs without a request must not find that of somebody else, from whose code it was reached
  return current ? current.scope.ctx : (HttpContext.get() ?? undefined)
}

function required<T>(member: string, read: (ctx: HttpContext) => T): T {
  const ctx = currentContext()
  if (!ctx) throw new E_NO_REQUEST([member])
  return read(ctx)
}

/**
 * Returns the request of the running event.
 *
 * @throws E_NO_REQUEST when there is none
 */
export function currentRequest(): RequestOf {
  return required('currentRequest()', (ctx) => ctx.request)
}

/**
 * Returns the response of the running event. Cookies and a redirect that you set on it reach the
 * browser.
 *
 * @throws E_NO_REQUEST when there is none
 */
export function currentResponse(): ResponseOf {
  return required('currentResponse()', (ctx) => ctx.response)
}

/**
 * Returns the user of the running event; undefined for a guest, and if no middleware has
 * authenticated the request.
 */
export function currentUser(): UserOfContext | undefined {
  const ctx = currentContext()
  return (ctx && extrasOf(ctx).auth?.user) as UserOfContext | undefined
}

/** Returns the session of the running event; undefined without the session middleware. */
export function currentSession(): SessionOfContext | undefined {
  const ctx = currentContext()
  return (ctx && extrasOf(ctx).session) as SessionOfContext | undefined
}

/** Returns the flash messages that an earlier request left for this one, by name. */
export function currentMessages(): Record<string, unknown> {
  const ctx = currentContext()
  return (ctx && extrasOf(ctx).session?.flashMessages?.all()) ?? {}
}

/**
 * Returns the locale of the running event, as detected by the application; `en` without
 * @adonisjs/i18n.
 */
export function currentLocale(): string {
  const ctx = currentContext()
  return (ctx && extrasOf(ctx).i18n?.locale) ?? 'en'
}

/** Returns the CSRF token of the running event; undefined without shield. */
export function currentCsrfToken(): string | undefined {
  const ctx = currentContext()
  return ctx && csrfTokenOf(ctx)
}
