/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Bouncer } from '@adonisjs/bouncer'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import * as abilities from '#services/abilities'

declare module '@adonisjs/core/http' {
  interface HttpContext {
    bouncer: Bouncer<NonNullable<HttpContext['auth']['user']>, typeof abilities>
  }
}

export default class BouncerMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    const bouncer = new Bouncer(() => ctx.auth.user ?? null, abilities)
    ctx.bouncer = bouncer.setContainerResolver(ctx.containerResolver)
    return next()
  }
}
