import vine from '@vinejs/vine'
import i18nManager from '@adonisjs/i18n/services/main'

export const localeValidator = vine.create({
  locale: vine.enum(() => i18nManager.supportedLocales()),
})
