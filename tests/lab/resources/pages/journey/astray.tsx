/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import JourneyState from '#states/journey_state'

/** Nobody sees it: its `onLoad` leads to a path that looks like a host. */
export default page(
  { route: '/journey/deep/astray', title: 'Astray', onLoad: [JourneyState, 'astray'] },
  () => {
    useReflex(JourneyState)
    return null
  }
)
