/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import limiter from '@adonisjs/limiter/services/main'

/** Five requests a minute for each session. */
export default class ThrottleMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const throttle = limiter.define('pages', ({ session }) =>
      limiter.allowRequests(5).every('1 minute').usingKey(session.sessionId)
    )
    return throttle(ctx, next)
  }
}
