import app from '@adonisjs/core/services/app'
import { type HttpContext, ExceptionHandler } from '@adonisjs/core/http'
import type { StatusPageRange, StatusPageRenderer } from '@adonisjs/core/types/http'
import OutOfStockException from '#exceptions/out_of_stock_exception'

export default class HttpExceptionHandler extends ExceptionHandler {
  /**
   * Errors with their stack, everywhere but in production.
   */
  protected debug = !app.inProduction

  /**
   * A missing page looks the same while developing; other errors show their stack there.
   */
  protected renderStatusPages = true

  protected statusPages: Record<StatusPageRange, StatusPageRenderer> = {
    '404': (error, { view }) => view.render('pages/errors/not_found', { error }),
    ...(app.inProduction && {
      '500..599': (error, { view }) => view.render('pages/errors/server_error', { error }),
    }),
  }

  /**
   * Makes the response to an error: of a request, and of an event.
   */
  async handle(error: unknown, ctx: HttpContext) {
    if (error instanceof OutOfStockException) error.translate(ctx)
    return super.handle(error, ctx)
  }

  /**
   * Tells the log, and whatever else should know.
   */
  async report(error: unknown, ctx: HttpContext) {
    return super.report(error, ctx)
  }
}
