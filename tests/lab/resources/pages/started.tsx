/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import StartedState from '#states/started_state'

export default page({ route: '/started', onLoad: [StartedState, 'load'] }, () => {
  const state = useReflex(StartedState)
  return <p>{state.loaded}</p>
})
