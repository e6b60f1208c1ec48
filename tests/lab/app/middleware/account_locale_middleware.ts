/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import i18nManager from '@adonisjs/i18n/services/main'
import Account from '#models/account'

/** Takes the locale that an account has. It comes after a middleware that looks up who is logged in. */
export default class AccountLocaleMiddleware {
  handle({ auth, i18n }: HttpContext, next: NextFn) {
    const { user } = auth
    const locale = user instanceof Account ? user.locale : null
    if (locale !== null && i18nManager.supportedLocales().includes(locale))
      i18n.switchLocale(locale)
    return next()
  }
}
