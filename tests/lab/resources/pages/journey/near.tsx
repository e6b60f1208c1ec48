/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import JourneyState from '#states/journey_state'

export default page({ route: '/journey/near', title: 'Near' }, () => {
  const journey = useReflex(JourneyState)
  return (
    <main>
      <h1>Near</h1>
      <button onClick={() => void journey.go('/journey/far', 0)}>Far</button>
    </main>
  )
})
