/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Looks up who is logged in, and lets everybody through. */
export default class SilentAuthMiddleware {
  async handle({ auth }: HttpContext, next: NextFn) {
    await auth.check()
    return next()
  }
}
