/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../adonis/main.ts'
import type { Auth } from '../adonis/main.ts'
import { errors } from '../state/main.ts'

/**
 * Who a request is from, where a middleware has asked already. Otherwise the default guard is asked, which lets a guest
 * through.
 *
 * @returns the authenticator; a promise of it where somebody has to be asked
 * @throws E_MISSING_MIDDLEWARE where nothing authenticates
 */
export function authenticated(ctx: HttpContext): Auth | Promise<Auth> {
  const { auth } = extrasOf(ctx)
  if (!auth) {
    throw new errors.E_MISSING_MIDDLEWARE(['auth', '@adonisjs/auth/initialize_auth_middleware'])
  }
  // A guard that is asked after a logout knows nothing of it any more
  if (auth.authenticationAttempted || auth.use().isLoggedOut) return auth
  return auth.check().then(() => auth)
}
