/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { journal } from '#services/journal'

export default class SkippedMiddleware {
  async handle(_: HttpContext, next: NextFn) {
    journal.note('skipped middleware')
    await next()
  }
}
