/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'

interface AuthContext {
  auth?: {
    user?: { id?: string | number }
    use(): { isLoggedOut?: boolean }
  }
}

/** Id of the user of a request; undefined for a guest, and where nothing authenticates. */
export function userOf(ctx: HttpContext): string | number | undefined {
  return (ctx as AuthContext).auth?.user?.id
}

/** Whether the request has signed its user out. */
export function hasLoggedOut(ctx: HttpContext): boolean {
  return (ctx as AuthContext).auth?.use().isLoggedOut === true
}
