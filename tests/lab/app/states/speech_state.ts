/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import i18nManager from '@adonisjs/i18n/services/main'

/** A state beside the language of its page. */
export class SpeechState extends AppState {
  @rx.var() counted = 0
  @rx.var() loads = 0

  @rx.var() get greeting() {
    return i18nManager.locale(this.language).t('lab.greeting')
  }

  @rx.event() load() {
    this.loads++
  }

  @rx.event() count() {
    this.counted++
  }

  /** As the settings of an account do: the request of an event takes another locale. */
  @rx.event() prefer(locale: string) {
    this.i18n.switchLocale(locale)
    this.response.cookie('locale', locale, { path: '/' })
  }
}
