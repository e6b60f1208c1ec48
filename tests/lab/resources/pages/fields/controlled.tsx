/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import TypingState from '#states/typing_state'

/** Fields as React's own documentation has them. */
export default page({ route: '/fields/controlled', title: 'Controlled' }, () => {
  const state = useReflex(TypingState)
  return (
    <main>
      <input
        aria-label="Text"
        value={state.text}
        onChange={(e) => {
          void state.setText(e.target.value)
        }}
      />
      <textarea
        aria-label="Held"
        value={state.text}
        onChange={(e) => void state.setText.debounce(300)(e.target.value)}
      />
      <input
        aria-label="Title"
        value={state.title}
        onChange={(e) => void state.rename(e.target.value)}
      />
      <select
        aria-label="Size"
        value={state.size}
        onChange={(e) => void state.setSize(e.target.value)}
      >
        <option>s</option>
        <option>m</option>
        <option>l</option>
        <option>xl</option>
      </select>
      <input
        aria-label="Done"
        type="checkbox"
        checked={state.done}
        onChange={(e) => void state.setDone(e.target.checked)}
      />
      <button onClick={state.save}>Save</button>
      <output>{`${state.writes} ${state.saved}`}</output>
    </main>
  )
})
