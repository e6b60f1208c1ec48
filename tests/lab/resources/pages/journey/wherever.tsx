/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useState } from 'react'
import { page, useReflex } from 'reflex-adonis/react'
import JourneyState from '#states/journey_state'

export default page({ route: '/journey/wherever/:step', title: 'Wherever' }, () => {
  const journey = useReflex(JourneyState)
  const [to, setTo] = useState('')
  return (
    <main>
      <h1>Wherever</h1>
      <input aria-label="To" value={to} onChange={(event) => setTo(event.target.value)} />
      <button onClick={() => void journey.go(to, 0)}>Go</button>
    </main>
  )
})
