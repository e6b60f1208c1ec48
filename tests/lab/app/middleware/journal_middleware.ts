/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { journal, sessionSettings } from '#services/journal'

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set by a middleware of the lab, from a header. */
    region: string
  }
}

export default class JournalMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.region = ctx.request.header('x-region') ?? 'somewhere'
    sessionSettings.current = ctx.session.config as unknown as { store: string }
    journal.note('before')
    await next()
    journal.note('after')
  }
}
