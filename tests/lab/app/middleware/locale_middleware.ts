/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RequestValidator } from '@adonisjs/core/http'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { I18n } from '@adonisjs/i18n'
import i18nManager from '@adonisjs/i18n/services/main'
import { chosenLocale } from 'reflex-adonis'

declare module '@adonisjs/core/http' {
  interface HttpContext {
    i18n: I18n
  }
}

/** The locale that a host begins with, as `de.localhost` does; undefined for any other host. */
export function localeOfHost(host: string | null): string | undefined {
  const [, label] = /^([a-z-]+)\.localhost$/.exec(host ?? '') ?? []
  return i18nManager.supportedLocales().find((locale) => locale === label)
}

/** Finds the locale of a request: in its path, its host, a cookie, or what the browser prefers. */
export default class LocaleMiddleware {
  static {
    RequestValidator.messagesProvider = (ctx) => ctx.i18n.createMessagesProvider()
  }

  handle(ctx: HttpContext, next: NextFn) {
    const { locale: prefix } = ctx.params as { locale?: string }
    const chosen = prefix ?? localeOfHost(ctx.request.hostname()) ?? chosenLocale(ctx) ?? []
    const wanted = [chosen, ctx.request.languages()].flat()
    const locale = i18nManager.getSupportedLocaleFor(wanted)
    ctx.i18n = i18nManager.locale(locale ?? i18nManager.defaultLocale)
    return next()
  }
}
