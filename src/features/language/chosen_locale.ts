/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'

/** Keeps what a visitor has chosen, unless the application keeps it elsewhere. */
const COOKIE = 'locale'

/**
 * Returns the locale that the visitor has chosen with `switchTo()`, from the cookie that it has set;
 * null before. For the middleware that detects the locale.
 *
 * @example
 * ```ts
 * protected getRequestLocale(ctx: HttpContext) {
 *   return chosenLocale(ctx) ?? i18nManager.getSupportedLocaleFor(ctx.request.languages())
 * }
 * ```
 */
export function chosenLocale({ request }: HttpContext): string | null {
  const locale: unknown = request.cookie(COOKIE)
  return typeof locale === 'string' ? locale : null
}

/**
 * Remembers the locale that a visitor has chosen, for a year: in the cookie that `chosenLocale()` reads.
 *
 * @param locale - one of the application's
 */
export function rememberLocale(locale: string, { response }: HttpContext): void {
  response.cookie(COOKIE, locale, { maxAge: '1y', path: '/', httpOnly: true, sameSite: 'lax' })
}
