/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { guardOf } from './guard.ts'
import type { AuthUser } from './users.ts'

/** The model of users, where it has remember-me tokens. */
interface RememberedModel {
  rememberMeTokens?: {
    all(user: AuthUser): Promise<{ identifier: string | number | BigInt }[]>
    delete(user: AuthUser, identifier: string | number | BigInt): Promise<unknown>
  }
}

/** Whether browsers can be remembered. */
export function isRememberable(user: AuthUser): boolean {
  return tokensOf(user) !== undefined
}

/** What names the remember-me token of a browser; undefined where it has none. */
export function rememberedBy(ctx: HttpContext): string | undefined {
  const cookie: unknown = ctx.request.encryptedCookie(guardOf(ctx).rememberMeKeyName)
  if (typeof cookie !== 'string') return undefined
  const [identifier] = cookie.split('.', 1)
  return Buffer.from(identifier, 'base64url').toString()
}

/**
 * Deletes remember-me tokens of a user.
 *
 * @param isChosen - says of the name of a token whether it goes
 */
export async function forgetRemembered(
  user: AuthUser,
  isChosen: (name: string) => boolean
): Promise<void> {
  const tokens = tokensOf(user)
  if (!tokens) return
  for (const { identifier } of await tokens.all(user)) {
    if (isChosen(String(identifier))) await tokens.delete(user, identifier)
  }
}

function tokensOf(user: AuthUser): RememberedModel['rememberMeTokens'] {
  return (user.constructor as unknown as RememberedModel).rememberMeTokens
}
