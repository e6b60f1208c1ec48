/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'

/** Flash messages of `@adonisjs/session`: those that a request has found, or those that it leaves. */
export interface FlashStore {
  readonly isEmpty: boolean
  all(): Record<string, unknown>
  get(key: string): unknown
  has(key: string): boolean
  set(key: string, value: unknown): unknown
  update(values: Record<string, unknown>): void
  clear(): void
}

/** What is used of a session of `@adonisjs/session`. */
export interface Session {
  readonly config: { store: string; stores: Record<string, unknown>; cookieName: string }
  readonly sessionId: string
  /** Whether the request has given it another id. */
  readonly hasRegeneratedSession: boolean
  /** Whether the browser came without it. */
  readonly fresh: boolean
  readonly initiated: boolean
  readonly hasBeenModified: boolean
  readonly flashKey: string
  readonly flashMessages: FlashStore
  readonly responseFlashMessages: FlashStore
  initiate(readonly: boolean): Promise<void>
  commit(): Promise<void>
  all(): Record<string, unknown>
  get(key: string): unknown
  has(key: string): boolean
  put(key: string, value: unknown): void
  forget(key: string): void
  flash(key: string, value: unknown): void
  flash(values: Record<string, unknown>): void
  /** Where the browser goes once it may: a later redirect leads there. */
  setIntendedUrl(url: string): void
}

/** What is used of a guard of `@adonisjs/auth`. */
export interface Guard {
  /** `session` for a guard that keeps the id of its user in the session. */
  driverName?: string
  /** Key of that id. */
  sessionKeyName?: string
  user?: object
  isAuthenticated: boolean
  authenticationAttempted: boolean
  /** Whether this request has signed its user out. */
  isLoggedOut?: boolean
}

/** What is used of the authenticator of `@adonisjs/auth`. */
export interface Auth {
  readonly user?: { id?: string | number }
  readonly isAuthenticated: boolean
  readonly authenticationAttempted: boolean
  check(): Promise<boolean>
  /** Without guards, that is the default one. */
  checkUsing(guards?: string[]): Promise<boolean>
  /** The default guard without a name. */
  use(guard?: string): Guard
  /** Without guards, that is the default one. */
  authenticateUsing(guards?: string[], options?: { loginRoute?: string }): Promise<unknown>
}

/** What is used of the view of Edge. */
export interface Renderer {
  share(state: Record<string, unknown>): Renderer
  render(template: string, state: object): Promise<string>
}

/** What is used of the bouncer of `@adonisjs/bouncer`. */
export interface Bouncer {
  with(policy: unknown): { authorize(action: string, ...args: unknown[]): Promise<void> }
  authorize(ability: unknown, ...args: unknown[]): Promise<void>
}

/** What is used of the exception by which a bouncer denies. */
export interface Denial extends Error {
  code: 'E_AUTHORIZATION_FAILURE'
  /** In the language of the request. */
  getResponseMessage?(ctx: HttpContext): string
}

/** What optional packages add to a context. Each is missing where its middleware does not run. */
export interface ContextExtras {
  session?: Session
  auth?: Auth
  bouncer?: Bouncer
  i18n?: {
    locale: string
    t?(id: string, data: object, fallback: string): string
    switchLocale?(locale: string): void
  }
  view?: Renderer
}

/** A context, with what optional packages add to it. */
export function extrasOf(ctx: HttpContext): ContextExtras {
  return ctx as unknown as ContextExtras
}

/** What shield puts on the request; undefined where it does not run. */
export function csrfTokenOf({ request }: HttpContext): string | undefined {
  return (request as { csrfToken?: string }).csrfToken
}

/** What shield's policy lets a script of the document have; undefined without such a policy. */
export function nonceOf({ response }: HttpContext): string | undefined {
  return (response as { nonce?: string }).nonce
}

/** Puts a user on a guard as its `authenticate` would, without a query for them. */
export function signInAs(guard: Guard, user: object): void {
  Object.assign(guard, { user, isAuthenticated: true, authenticationAttempted: true })
}
