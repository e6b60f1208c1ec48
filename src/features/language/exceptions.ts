/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'
import { explainedError } from '../../explained_error.ts'

/** A page wants to show texts in an application that has none. */
export const E_LANGUAGE_PACKAGE = createError<[page: string]>(
  'The page "%s" uses useI18n(), which needs @adonisjs/i18n: run "node ace add @adonisjs/i18n"',
  'E_LANGUAGE_PACKAGE',
  500
)

/** Browsers format ICU messages only. */
export const E_LANGUAGE_FORMATTER = createError<[page: string, formatter: string]>(
  'The page "%s" uses useI18n(), which formats ICU messages. config/i18n.ts has the formatter "%s": write formatters.icu()',
  'E_LANGUAGE_FORMATTER',
  500
)

/** Somebody wants a language that the application does not have. */
export const E_LANGUAGE_UNSUPPORTED = explainedError<[locale: string, supported: string]>({
  message: 'This language is not available: %s',
  help: 'The locale "%s" is not one of those in config/i18n.ts or resources/lang: %s',
  code: 'E_LANGUAGE_UNSUPPORTED',
  status: 422,
})
