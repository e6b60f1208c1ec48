import { useI18n } from 'reflex-adonis/react'

export function LanguageSwitch() {
  const { t, language, languages, switchTo } = useI18n()
  return (
    <select
      aria-label={t('site.language')}
      className="language-switch"
      value={language}
      onChange={(event) => {
        const chosen = languages.find((each) => each === event.target.value)
        if (chosen) void switchTo(chosen)
      }}
    >
      {languages.map((each) => (
        <option key={each} value={each} lang={each}>
          {t(`site.languages.${each}`)}
        </option>
      ))}
    </select>
  )
}
