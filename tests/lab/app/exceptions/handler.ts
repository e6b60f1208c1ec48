/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ExceptionHandler } from '@adonisjs/core/http'
import type { HttpContext } from '@adonisjs/core/http'
import { journal } from '#services/journal'

export default class HttpExceptionHandler extends ExceptionHandler {
  protected override debug = false
  protected override renderStatusPages = false

  override async report(error: unknown, ctx: HttpContext) {
    journal.note(`report ${(error as { code?: string }).code ?? (error as Error).message}`)
    return super.report(error, ctx)
  }
}
