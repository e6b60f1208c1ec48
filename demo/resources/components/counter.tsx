import { useI18n, useReflex } from 'reflex-adonis/react'
import PlaygroundState from '#states/playground_state'

const PAUSE = 500

export function Counter() {
  const { t, formatNumber } = useI18n()
  const playground = useReflex(PlaygroundState)
  return (
    <section className="card panel" aria-labelledby="counter">
      <h2 id="counter">{t('about.counter.title')}</h2>
      <output className="counter" aria-live="polite">
        {formatNumber(playground.count)}
      </output>
      <div className="actions">
        <button
          type="button"
          className="button button-primary"
          onClick={() => playground.increment()}
        >
          {t('about.counter.add')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => playground.increment.debounce(PAUSE)()}
        >
          {t('about.counter.debounced')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => playground.increment.throttle(PAUSE)()}
        >
          {t('about.counter.throttled')}
        </button>
        <button type="button" className="button" onClick={() => playground.countSlowly()}>
          {t('about.counter.slowly')}
        </button>
        <button type="button" className="button" onClick={() => playground.failHalfWay()}>
          {t('about.counter.fail')}
        </button>
      </div>
      <p className="muted">{t('about.counter.note')}</p>
    </section>
  )
}
