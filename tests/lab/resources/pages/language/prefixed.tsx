/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useI18n } from 'reflex-adonis/react'
import { LanguageSwitch } from '../../components/language/language_switch'

/** A page whose address has its language. */
export default page({ route: '/in/:locale/language/:id' }, () => {
  const { t } = useI18n()
  return (
    <main>
      <h1>{t('speech.title')}</h1>
      <LanguageSwitch />
      <label>
        {t('speech.note')}
        <input name="note" />
      </label>
    </main>
  )
})
