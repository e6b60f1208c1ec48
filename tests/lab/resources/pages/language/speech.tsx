/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useState } from 'react'
import { Link, page, useI18n, useReflex } from 'reflex-adonis/react'
import { SpeechState } from '#states/speech_state'
import { Formats } from '../../components/language/formats'
import { LanguageSwitch } from '../../components/language/language_switch'

/** Texts and formats, with a form that keeps what is entered. */
export default page({ route: '/language', onLoad: [SpeechState, 'load'] }, () => {
  const speech = useReflex(SpeechState)
  const { t, language, dir } = useI18n()
  const [opened, setOpened] = useState(0)
  return (
    <main>
      <h1>{t('speech.title')}</h1>
      <p id="language">{`${language} ${dir}`}</p>
      <LanguageSwitch />
      <label>
        {t('speech.note')}
        <input name="note" />
      </label>
      <button type="button" onClick={() => setOpened(opened + 1)}>
        {`Opened ${opened}`}
      </button>
      <button type="button" onClick={() => void speech.count()}>
        {`Counted ${speech.counted}`}
      </button>
      <button type="button" onClick={() => void speech.prefer('pl')}>
        Prefer Polish
      </button>
      <p id="server">{speech.greeting}</p>
      <p id="loads">{speech.loads}</p>
      <Formats />
      <Link to="/language/office">Office</Link>
    </main>
  )
})
