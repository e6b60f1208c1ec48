/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect } from 'react'
import { Link, page, useReflex } from 'reflex-adonis/react'
import { DoorsState } from '#states/doors_state'

export default page(
  { route: '/doors/agent', title: 'Agent', onLoad: [DoorsState, 'agent'] },
  () => {
    const doors = useReflex(DoorsState)
    useEffect(() => {
      Object.assign(window, { states: { DoorsState: doors } })
    })
    return (
      <main>
        <p>{doors.trail.join(', ')}</p>
        <Link to="/doors/other">Other</Link>
      </main>
    )
  }
)
