/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import BareState from '#states/bare_state'
import FullState from '#states/full_state'

export default page({ route: '/bench' }, () => {
  return <p>{useReflex(FullState).count + useReflex(BareState).count}</p>
})
