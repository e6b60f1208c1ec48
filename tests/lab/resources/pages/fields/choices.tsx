/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { bind, page, useForm, useReflex } from 'reflex-adonis/react'
import ChoicesState from '#states/choices_state'

const TOPPINGS = ['ham', 'olives', 'cheese']

/** Groups of fields that show a var each, and a form of some of them. */
export default page({ route: '/fields/choices', title: 'Choices' }, () => {
  const state = useReflex(ChoicesState)
  const form = useForm(state.order)
  const { color, floor, delivered, toppings, ids } = state
  return (
    <main>
      <form action={form.action} noValidate>
        {['red', 'blue', 'green'].map((option) => (
          <input
            key={option}
            type="radio"
            aria-label={option}
            {...bind(state, 'color', { option, form })}
          />
        ))}
        {TOPPINGS.map((option) => (
          <input
            key={option}
            type="checkbox"
            aria-label={option}
            {...bind(state, 'toppings', { option, form })}
          />
        ))}
        <input aria-label="Nick" {...bind(state, 'nick', { form })} />
        <button>Order</button>
      </form>
      <p id="errors">{JSON.stringify(form.errors)}</p>
      <p id="order">{form.result?.order}</p>
      {[1, 2].map((option) => (
        <input
          key={option}
          type="radio"
          aria-label={`Floor ${option}`}
          {...bind(state, 'floor', { option })}
        />
      ))}
      {[true, false].map((option) => (
        <input
          key={String(option)}
          type="radio"
          aria-label={option ? 'There' : 'Under way'}
          {...bind(state, 'delivered', { option })}
        />
      ))}
      {[3, 5].map((option) => (
        <input
          key={option}
          type="checkbox"
          aria-label={`Line ${option}`}
          {...bind(state, 'ids', { option, set: state.choose })}
        />
      ))}
      <select multiple aria-label="All toppings" {...bind(state, 'toppings')}>
        {TOPPINGS.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      <p id="shown">{JSON.stringify({ color, floor, delivered, toppings, ids })}</p>
      <button onClick={state.mark}>Mark</button>
      <output>{state.marks}</output>
      <p id="told">{JSON.stringify(state.errors)}</p>
    </main>
  )
})
