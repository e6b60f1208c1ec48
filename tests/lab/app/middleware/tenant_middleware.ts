/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { tenants } from '#services/tenant'

export default class TenantMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    return tenants.run({ name: ctx.request.header('x-tenant') ?? 'none' }, () => next())
  }
}
