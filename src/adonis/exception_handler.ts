/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ExceptionHandler } from '@adonisjs/core/http'
import type { HttpContext } from '@adonisjs/core/http'

const CAPTURES = Symbol.for('reflex.captures_exceptions')

/**
 * Lets the application's exception handler report an exception, and keeps it from drawing a page for
 * it. What handles itself (an unauthorized access redirects, an abort sets a status) still does, and
 * so does a handler class that decides before it calls `super.handle`.
 *
 * @param take - notes the exception; false for a request that is answered as ever
 */
export function captureExceptions(take: (error: unknown, ctx: HttpContext) => boolean): void {
  const prototype = ExceptionHandler.prototype as ExceptionHandler & { [CAPTURES]?: true }
  if (prototype[CAPTURES]) return
  const { handle } = prototype
  Object.defineProperty(prototype, CAPTURES, { value: true })
  prototype.handle = async function (error: unknown, ctx: HttpContext) {
    if (!take(error, ctx)) return handle.call(this, error, ctx)
    if (typeof (error as { handle?: unknown } | null)?.handle === 'function') {
      return handle.call(this, error, ctx)
    }
    ctx.response.status((error as { status?: number } | null)?.status ?? 500)
  }
}
