/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Link, page, useReflex } from 'reflex-adonis/react'
import JourneyState from '#states/journey_state'

/** As high as some screens. A style would not pass the policy of the lab. */
const Far = () => <pre>{'\n'.repeat(200)}</pre>

export default page({ route: '/journey', title: 'Start', onLoad: [JourneyState, 'load'] }, () => {
  const journey = useReflex(JourneyState)
  return (
    <main>
      <h1>Start</h1>
      <p>{`Visit ${journey.visits}`}</p>
      <button onClick={() => void journey.go('/journey/far', 400)}>Far</button>
      <button onClick={() => void journey.wander('/journey/far', 100)}>Wander</button>
      <button onClick={() => void journey.go('/journey', 0)}>Here</button>
      <Link to="/journey/near">Near</Link>
      <Link to="/journey/back">Back here</Link>
      <a href="#end">To the end</a>
      <Far />
      <h2 id="end">The end</h2>
      <a href="#middle">To the middle</a>
      <Far />
      <h2 id="middle">The middle</h2>
      <Far />
    </main>
  )
})
