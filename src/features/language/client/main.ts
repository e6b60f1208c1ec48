/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { languageFeature } from './language_client.ts'
export type { LanguageClient } from './language_client.ts'
export type {
  CurrencyOptions,
  DateValue,
  I18n,
  Locale,
  MessageArguments,
  MessageKey,
  MessageName,
  MessageValue,
  RelativeUnit,
} from './types.ts'
