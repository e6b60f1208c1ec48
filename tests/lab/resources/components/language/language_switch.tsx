/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useI18n } from 'reflex-adonis/react'

export function LanguageSwitch() {
  const { t, language, languages, switchTo, formatDisplayNames } = useI18n()
  return (
    <label>
      {t('speech.choose')}
      <select value={language} onChange={(event) => void switchTo(event.target.value)}>
        {languages.map((each) => (
          <option key={each} value={each} lang={each}>
            {formatDisplayNames(each, { type: 'language' })}
          </option>
        ))}
      </select>
    </label>
  )
}
