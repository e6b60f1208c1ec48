/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect } from 'react'
import { Link, page, useReflex } from 'reflex-adonis/react'
import { UnbridgedState } from '#states/doors_state'

export default page({ route: '/doors/other', title: 'Other' }, () => {
  const bare = useReflex(UnbridgedState)
  useEffect(() => {
    Object.assign(window, { states: { UnbridgedState: bare } })
  })
  return (
    <main>
      <h1>Other</h1>
      <Link to="/doors">Doors</Link>
      <Link to="/doors/agent">Agent</Link>
    </main>
  )
})
