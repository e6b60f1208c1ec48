/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { HttpContext } from '@adonisjs/core/http'
import { Journal } from '#services/journal'

/**
 * What code sees of a request, row by row, the same whether a controller or an event asks.
 */
export async function observe(ctx: HttpContext): Promise<Record<string, unknown>> {
  const { request, session, auth, response } = ctx
  await auth.check()
  const resolved = await ctx.containerResolver.make(Journal)
  return {
    request: {
      url: request.url(true),
      method: request.method(),
      host: request.host(),
      protocol: request.protocol(),
      ip: request.ip(),
      userAgent: request.header('user-agent'),
      custom: request.header('x-region'),
      query: request.qs(),
      body: request.body(),
      html: request.accepts(['json', 'html']),
    },
    session: { id: session.sessionId, value: session.get('value') as unknown },
    auth: { user: auth.user?.fullName, isAuthenticated: auth.isAuthenticated },
    flash: session.flashMessages.get('note') as unknown,
    csrf: typeof (request as unknown as { csrfToken?: string }).csrfToken,
    locale: { name: ctx.i18n.locale, text: ctx.i18n.t('lab.greeting') },
    params: ctx.params,
    cookies: {
      signed: request.cookie('signed') as unknown,
      encrypted: request.encryptedCookie('encrypted') as unknown,
      plain: request.plainCookie('plain') as unknown,
    },
    middleware: ctx.region,
    container: {
      sameContext: (await ctx.containerResolver.make(HttpContext)) === ctx,
      service: resolved instanceof Journal,
    },
    context: HttpContext.getOrFail() === ctx,
    response: { isPending: response.isPending, status: response.getStatus() },
  }
}
