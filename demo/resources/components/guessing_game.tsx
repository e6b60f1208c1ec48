import { useI18n, useReflex } from 'reflex-adonis/react'
import PlaygroundState from '#states/playground_state'
import { TextField } from './text_field'

export function GuessingGame() {
  const { t } = useI18n()
  const playground = useReflex(PlaygroundState)
  const { hint } = playground
  return (
    <section className="card panel" aria-labelledby="game">
      <h2 id="game">{t('about.game.title')}</h2>
      <p>{t('about.game.lead')}</p>
      <form action={playground.guess} className="guess" noValidate>
        <TextField
          id="guess"
          label={t('about.game.guess')}
          name="guess"
          inputMode="numeric"
          autoComplete="off"
          error={playground.errors.guess}
        />
        <button className="button button-primary">{t('about.game.submit')}</button>
      </form>
      <p role="status">{hint && t(`about.game.${hint.kind}`, { guess: hint.guess })}</p>
      <p className="muted">{t('about.game.wins', { wins: playground.wins })}</p>
    </section>
  )
}
