/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import StoredState from '#states/stored_state'

export default page({ route: '/fields/stored', title: 'Stored' }, () => {
  const state = useReflex(StoredState)
  return (
    <main>
      <output>{`step ${state.step}, ${state.note.length} characters`}</output>
      <button onClick={() => void state.go(state.step + 1)}>Next</button>
      {[1, 2, 3, 4, 5].map((step) => (
        <button key={step} onClick={() => void state.go(step)}>
          Step {step}
        </button>
      ))}
      <button onClick={() => void state.fill(6_000_000)}>Fill</button>
      <button onClick={() => void state.fill(12_000)}>Write</button>
    </main>
  )
})
