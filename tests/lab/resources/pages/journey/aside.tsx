/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import JourneyState from '#states/journey_state'

/** Nobody sees it: its `onLoad` leads to a page beside its folder. */
export default page(
  { route: '/journey/deep/aside', title: 'Aside', onLoad: [JourneyState, 'aside'] },
  () => {
    useReflex(JourneyState)
    return null
  }
)
