/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useI18n, useReflex } from 'reflex-adonis/react'
import { SpeechState } from '#states/speech_state'

/** A page in the language of an account. */
export default page(
  {
    route: '/language/account',
    middleware: ['silentAuth', 'accountLocale'],
    onLoad: [SpeechState, 'load'],
  },
  () => {
    const { t } = useI18n()
    const { greeting } = useReflex(SpeechState)
    return (
      <main>
        <h1>{t('speech.title')}</h1>
        <p>{greeting}</p>
      </main>
    )
  }
)
