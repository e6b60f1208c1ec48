/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { I18nManager } from '../../../../adonis/main.ts'
import { RequestTexts } from './request_texts.ts'
import type { Labels, PageName } from './request_texts.ts'

let manager: I18nManager | undefined

/**
 * Has texts of the application go before those of the package on pages.
 *
 * @param i18n - undefined in an application without @adonisjs/i18n
 */
export function translatePagesWith(i18n: I18nManager | undefined): void {
  manager = i18n
}

/**
 * The texts of a page, for a computed var: it follows the language of the page, and is computed where no request is.
 *
 * @param language - a locale
 */
export function textsOfPage<K extends PageName>(name: K, language: string): Labels<K> {
  return RequestTexts.of(manager?.locale(language)).page(name)
}
