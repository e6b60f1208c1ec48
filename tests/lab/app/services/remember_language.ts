/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { rememberLocale } from 'reflex-adonis'
import { localeOfHost } from '#middleware/locale_middleware'

/** Keeps a chosen locale where the page has it: in its path, its host, with the account, or in a cookie. */
export async function rememberLanguage(locale: string, ctx: HttpContext): Promise<void> {
  const { auth, params, request, response, route } = ctx
  const url = request.url(true)
  if (params.locale !== undefined) {
    return response.redirect(url.replace(/^\/in\/[^/]+/, `/in/${locale}`))
  }
  if (localeOfHost(request.hostname())) {
    const { protocol, host } = new URL(request.completeUrl())
    return response.redirect(`${protocol}//${host.replace(/^[^.]+/, locale)}${url}`)
  }
  // Its models are not there yet when the configuration is read
  const { default: Account } = await import('#models/account')
  const { user } = auth
  if (route?.name === 'language.account' && user instanceof Account) {
    await user.merge({ locale }).save()
    return
  }
  rememberLocale(locale, ctx)
}
