/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Refuses one region, at any time. */
export default class DenyMiddleware {
  async handle(ctx: HttpContext, next: NextFn, options: { region: string }) {
    if (ctx.session.get('region') === options.region) {
      throw new Exception(`No service in ${options.region}`, { status: 451, code: 'E_REGION' })
    }
    return next()
  }
}
