import { page, useI18n, useReflex } from 'reflex-adonis/react'
import PlaygroundState from '#states/playground_state'
import ShopState from '#states/shop_state'
import { Counter } from '../components/counter'
import { GuessingGame } from '../components/guessing_game'
import { PageHeader } from '../components/page_header'

export default page(
  {
    route: '/about',
    title: 'How it works · Lantern Supply',
    onLoad: [
      [ShopState, 'load'],
      [PlaygroundState, 'load'],
    ],
  },
  () => {
    const { t, formatTime } = useI18n()
    const playground = useReflex(PlaygroundState)
    const { facts } = playground

    return (
      <div className="wrap">
        <title>{t('about.meta')}</title>
        <PageHeader title={t('about.title')}>
          <p>{t('about.lead')}</p>
        </PageHeader>
        <div className="panels">
          <section className="card panel" aria-labelledby="facts">
            <h2 id="facts">{t('about.facts.title')}</h2>
            {facts && (
              <dl className="facts">
                <dt>{t('about.facts.address')}</dt>
                <dd>{facts.url}</dd>
                <dt>{t('about.facts.route')}</dt>
                <dd>{facts.route}</dd>
                <dt>{t('about.facts.region')}</dt>
                <dd data-fact="region">
                  {t(`site.regions.${facts.region}`)} ({facts.region})
                </dd>
                <dt>{t('about.facts.locale')}</dt>
                <dd data-fact="locale">
                  {facts.locale}: {t('shop.greeting')}
                </dd>
                <dt>{t('about.facts.user')}</dt>
                <dd data-fact="user">{facts.user || t('about.facts.guest')}</dd>
                <dt>{t('about.facts.time')}</dt>
                <dd>{formatTime(facts.time)}</dd>
                <dt>{t('about.facts.request')}</dt>
                <dd data-fact="request">{facts.requestId}</dd>
                <dt>{t('about.facts.browser')}</dt>
                <dd>{facts.userAgent}</dd>
              </dl>
            )}
            <p>{t('about.facts.note')}</p>
            <p>
              <button type="button" className="button" onClick={() => playground.load()}>
                {t('about.facts.again')}
              </button>
            </p>
          </section>
          <Counter />
          <Actions />
          <GuessingGame />
        </div>
      </div>
    )
  }
)

const levels = ['info', 'success', 'warning', 'error'] as const

function Actions() {
  const { t } = useI18n()
  const playground = useReflex(PlaygroundState)
  return (
    <section className="card panel" aria-labelledby="actions">
      <h2 id="actions">{t('about.actions.title')}</h2>
      <p>{t('about.actions.lead')}</p>
      <div className="actions">
        {levels.map((level) => (
          <button
            key={level}
            type="button"
            className="button"
            onClick={() => playground.toast({ level })}
          >
            {t(`about.actions.toast.${level}`)}
          </button>
        ))}
        <button type="button" className="button" onClick={() => playground.copy()}>
          {t('about.actions.copy')}
        </button>
        <button type="button" className="button" onClick={() => playground.download()}>
          {t('about.actions.download')}
        </button>
        <button type="button" className="button" onClick={() => playground.rename()}>
          {t('about.actions.rename')}
        </button>
        <button type="button" className="button" onClick={() => playground.focusGuess()}>
          {t('about.actions.focus')}
        </button>
        <button type="button" className="button" onClick={() => playground.celebrate()}>
          {t('about.actions.celebrate')}
        </button>
        <button type="button" className="button" onClick={() => playground.chain()}>
          {t('about.actions.chain')}
        </button>
        <button type="button" className="button" onClick={() => playground.leave()}>
          {t('about.actions.leave')}
        </button>
      </div>
    </section>
  )
}
