/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import type { HttpContext, Server } from '@adonisjs/core/http'
import { onErrorHandler } from '../adonis/main.ts'
import type { HandlerClass } from '../adonis/main.ts'
import type { Reasons } from './reasons.ts'
import { reasonsPage, REASONS_HEADER } from './reasons_page.ts'

/**
 * Has the application's exception handler say why a page is missing, where it would only say that
 * it is.
 *
 * @param server - before it has its exception handler
 */
export function explainMissing(server: Server, reasons: Reasons): void {
  onErrorHandler(server, (load) => async () => {
    const { default: Handler } = await load()
    return { default: explaining(Handler, reasons) }
  })
}

/** The application's handler, with another answer where a page is missing. */
function explaining(Handler: HandlerClass, reasons: Reasons): HandlerClass {
  const Explaining = class extends Handler {}
  const { handle } = Handler.prototype
  Explaining.prototype.handle = async function (error, ctx) {
    const { request, response } = ctx
    const found = wantsDocument(ctx) ? await reasons.of(error, request.url()) : []
    if (found.length === 0) return handle.call(this, error, ctx)
    const mark = createHash('sha1').update(found.join()).digest('hex')
    response.status((error as { status: number }).status)
    response.header('cache-control', 'no-store')
    response.header(REASONS_HEADER, mark)
    response.type('html')
    return response.send(reasonsPage(request.url(), found, mark))
  }
  return Explaining
}

function wantsDocument({ request }: HttpContext): boolean {
  const accepted = request.header('accept') ?? ''
  return ['GET', 'HEAD'].includes(request.method()) && accepted.includes('text/html')
}
