/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import JourneyState from '#states/journey_state'

/** Nobody sees it: its `onLoad` leads to where one came from. */
export default page(
  { route: '/journey/back', title: 'Back', onLoad: [JourneyState, 'back'] },
  () => {
    useReflex(JourneyState)
    return null
  }
)
