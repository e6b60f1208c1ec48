import { useReflex } from 'reflex-adonis/react'
import PlaygroundState from '#states/playground_state'

const PAUSE = 500

export function Counter() {
  const playground = useReflex(PlaygroundState)
  return (
    <section className="card panel" aria-labelledby="counter">
      <h2 id="counter">A counter on the server</h2>
      <output className="counter" aria-live="polite">
        {playground.count}
      </output>
      <div className="actions">
        <button
          type="button"
          className="button button-primary"
          onClick={() => playground.increment()}
        >
          Add 1
        </button>
        <button
          type="button"
          className="button"
          onClick={() => playground.increment.debounce(PAUSE)()}
        >
          Add 1, debounced
        </button>
        <button
          type="button"
          className="button"
          onClick={() => playground.increment.throttle(PAUSE)()}
        >
          Add 1, throttled
        </button>
        <button type="button" className="button" onClick={() => playground.countSlowly()}>
          Count to three
        </button>
        <button type="button" className="button" onClick={() => playground.failHalfWay()}>
          Add 100 and fail
        </button>
      </div>
      <p className="muted">
        An event is a transaction: what a failed one changed is dropped, so the counter stays.
      </p>
    </section>
  )
}
