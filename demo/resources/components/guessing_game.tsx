import { useReflex } from 'reflex-adonis/react'
import PlaygroundState from '#states/playground_state'
import { TextField } from './text_field'

export function GuessingGame() {
  const playground = useReflex(PlaygroundState)
  return (
    <section className="card panel" aria-labelledby="game">
      <h2 id="game">A secret that stays there</h2>
      <p>A backend var holds a number from 1 to 100. It is never sent.</p>
      <form action={playground.guess} className="guess" noValidate>
        <TextField
          id="guess"
          label="Your guess"
          name="guess"
          inputMode="numeric"
          autoComplete="off"
          error={playground.errors.guess}
        />
        <button className="button button-primary">Guess</button>
      </form>
      <p role="status">{playground.hint}</p>
      <p className="muted">{`Right guesses: ${playground.wins}. A signed cookie remembers them.`}</p>
    </section>
  )
}
