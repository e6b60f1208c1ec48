/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'

/** The language of pages that use `useI18n()`. */
export interface LanguageConfig {
  /**
   * Time zone of dates and times: a name such as `Europe/Berlin` for everybody, or `visitor` for the
   * time zone of each browser. A browser tells it with a cookie; its first document has UTC.
   *
   * @default 'visitor'
   */
  timeZone?: string
  /**
   * Remembers the locale that a visitor has chosen, where your middleware looks for it: in a cookie,
   * with the user, or in the URL, to which it redirects. The locale is one that the application has.
   *
   * @default a cookie, which `chosenLocale()` reads
   */
  remember?: (locale: string, ctx: HttpContext) => void | Promise<void>
}

export interface ResolvedLanguage {
  /** Its name; `visitor` for that of each browser. */
  timeZone: string
  remember: NonNullable<LanguageConfig['remember']>
}
