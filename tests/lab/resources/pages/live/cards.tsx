/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import CardsState from '#states/cards_state'

export default page({ route: '/live/cards', middleware: ['auth'] }, () => {
  const { mine, finish } = useReflex(CardsState)
  return (
    <>
      <ul>
        {mine.map(({ id, title, isDone, labels }) => (
          <li key={id}>
            {title} {isDone ? 'done' : 'open'} {labels.join(' ')}
          </li>
        ))}
      </ul>
      <button onClick={() => finish(2)}>Finish</button>
    </>
  )
})
