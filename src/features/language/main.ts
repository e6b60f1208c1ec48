/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { chosenLocale, rememberLocale } from './chosen_locale.ts'
export type { LanguageConfig, ResolvedLanguage } from './configuration.ts'
export { LanguageState } from './language_state.ts'
export { MessageCatalog } from './page_messages.ts'
export { Languages } from './languages.ts'
export type { LanguagesOptions } from './languages.ts'
export { isTimeZone, visitorTimeZone } from './time_zone.ts'
