/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type {} from './services/auth_flows.ts'

/**
 * Lets sessions end that belong to an earlier password of their user, with every session store. It stands behind
 * `@adonisjs/auth/initialize_auth_middleware`, and costs a guest nothing.
 */
export default class AuthSessionMiddleware {
  async handle(ctx: HttpContext, next: NextFn): Promise<unknown> {
    const flows = await ctx.containerResolver.make('reflex.auth')
    const followed = await flows.logins.follow(ctx)
    const result: unknown = await next()
    await flows.logins.adopt(ctx, followed)
    return result
  }
}
