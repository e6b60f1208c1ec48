import type { HttpContext } from '@adonisjs/core/http'
import { rememberLocale } from 'reflex-adonis'
import { localeValidator } from '#validators/language'

/**
 * The language of the pages that Edge draws. The others switch with `useI18n()`.
 */
export default class LanguageController {
  async store(ctx: HttpContext) {
    const { locale } = await ctx.request.validateUsing(localeValidator)
    rememberLocale(locale, ctx)
    ctx.response.redirect().back()
  }
}
