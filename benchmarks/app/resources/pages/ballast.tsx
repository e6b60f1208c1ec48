/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import BallastState from '#states/ballast_state'
import BareState from '#states/bare_state'

export default page({ route: '/ballast/:kilobytes', onLoad: [BallastState, 'fill'] }, () => {
  return <p>{useReflex(BareState).count}</p>
})
