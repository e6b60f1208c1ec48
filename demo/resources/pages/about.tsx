import { page, useReflex } from 'reflex-adonis/react'
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
    const playground = useReflex(PlaygroundState)
    const { facts } = playground

    return (
      <div className="wrap">
        <PageHeader title="How it works">
          <p>
            Lantern is the demo of reflex-adonis. On this page you can see what an event knows of
            its request, and try what it can make the browser do.
          </p>
        </PageHeader>
        <div className="panels">
          <section className="card panel" aria-labelledby="facts">
            <h2 id="facts">What the handler saw</h2>
            {facts && (
              <dl className="facts">
                <dt>Address</dt>
                <dd>{facts.url}</dd>
                <dt>Route</dt>
                <dd>{facts.route}</dd>
                <dt>Region</dt>
                <dd data-fact="region">{facts.region}</dd>
                <dt>Locale</dt>
                <dd data-fact="locale">
                  {facts.locale}: {facts.greeting}
                </dd>
                <dt>User</dt>
                <dd data-fact="user">{facts.user || 'A guest'}</dd>
                <dt>Request</dt>
                <dd data-fact="request">{facts.requestId}</dd>
                <dt>Browser</dt>
                <dd>{facts.userAgent}</dd>
              </dl>
            )}
            <p>
              The region comes from a middleware of the shop. Choose another one at the foot of the
              page, then ask again.
            </p>
            <p>
              <button type="button" className="button" onClick={() => playground.load()}>
                Ask again
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
  const playground = useReflex(PlaygroundState)
  return (
    <section className="card panel" aria-labelledby="actions">
      <h2 id="actions">What a handler can do</h2>
      <p>What it returns, the browser does.</p>
      <div className="actions">
        {levels.map((level) => (
          <button
            key={level}
            type="button"
            className="button"
            onClick={() => playground.toast({ level })}
          >
            Toast: {level}
          </button>
        ))}
        <button type="button" className="button" onClick={() => playground.copy()}>
          Copy the count
        </button>
        <button type="button" className="button" onClick={() => playground.download()}>
          Download a file
        </button>
        <button type="button" className="button" onClick={() => playground.rename()}>
          Change the title
        </button>
        <button type="button" className="button" onClick={() => playground.focusGuess()}>
          Focus the game
        </button>
        <button type="button" className="button" onClick={() => playground.celebrate()}>
          Call a function
        </button>
        <button type="button" className="button" onClick={() => playground.chain()}>
          Dispatch an event
        </button>
        <button type="button" className="button" onClick={() => playground.leave()}>
          Redirect home
        </button>
      </div>
    </section>
  )
}
