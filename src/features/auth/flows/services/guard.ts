/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { SessionGuard } from '@adonisjs/auth/session'
import type { SessionWithTokensUserProviderContract } from '@adonisjs/auth/types/session'
import type { AllowedSessionValues } from '@adonisjs/session/types'
import { extrasOf } from '../../../../adonis/main.ts'
import { E_AUTH_GUEST, E_AUTH_PACKAGE } from '../exceptions.ts'
import type { AuthUser } from './users.ts'

type Guard = SessionGuard<true, SessionWithTokensUserProviderContract<AuthUser>>

/** The session of a request. */
export interface RequestSession {
  readonly sessionId: string
  get(key: string): unknown
  put(key: string, value: AllowedSessionValues): void
  forget(key: string): void
  pull(key: string): unknown
  clear(): void
  flash(key: string, value: string): void
  regenerate(): void
  supportsTagging(): boolean
  tag(user: string): Promise<void>
}

/**
 * The default guard of a request, which has to be a session guard.
 *
 * @throws E_AUTH_PACKAGE
 */
export function guardOf(ctx: HttpContext): Guard {
  const { auth } = extrasOf(ctx)
  if (!auth) throw new E_AUTH_PACKAGE(['The login', '@adonisjs/auth', '@adonisjs/auth'])
  return auth.use() as unknown as Guard
}

/** @throws E_AUTH_PACKAGE */
export function sessionOf(ctx: HttpContext): RequestSession {
  const session = extrasOf(ctx).session as unknown as RequestSession | undefined
  if (!session) throw new E_AUTH_PACKAGE(['The login', '@adonisjs/session', '@adonisjs/session'])
  return session
}

/**
 * Who is signed in.
 *
 * @throws E_AUTH_GUEST
 */
export async function userOf(ctx: HttpContext): Promise<AuthUser> {
  const guard = guardOf(ctx)
  if (!(await guard.check()) || !guard.user) throw new E_AUTH_GUEST()
  return guard.user
}
