/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import { DoorsState } from '#states/doors_state'

export default page(
  { route: '/doors/twice', title: 'Twice', onLoad: [DoorsState, 'leadTwice'] },
  () => {
    return <p>{useReflex(DoorsState).text}</p>
  }
)
