/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { bind, page, useReflex } from 'reflex-adonis/react'
import TypingState from '#states/typing_state'

/** The same fields, bound. */
export default page({ route: '/fields/bound', title: 'Bound' }, () => {
  const state = useReflex(TypingState)
  return (
    <main>
      <input aria-label="Text" {...bind(state, 'text')} />
      <textarea aria-label="Title" {...bind(state, 'title', { set: state.rename })} />
      <input aria-label="Nick" {...bind(state, 'nick')} />
      <p role="alert">{Object.values(state.errors).join()}</p>
      <select aria-label="Size" {...bind(state, 'size')}>
        <option>s</option>
        <option>m</option>
        <option>l</option>
        <option>xl</option>
      </select>
      <input aria-label="Done" type="checkbox" {...bind(state, 'done')} />
      <input aria-label="Quantity" type="number" {...bind(state, 'quantity')} />
      <button onClick={state.save}>Save</button>
      <button onClick={state.clear}>Clear</button>
      <output>{`${state.writes} ${state.saved}`}</output>
      <p id="shown">{`${state.text} ${state.title} ${state.size} ${state.done} ${state.quantity}`}</p>
    </main>
  )
})
