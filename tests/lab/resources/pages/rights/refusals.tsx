/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import RefusalsState from '#states/refusals_state'

export default page({ route: '/refusals' }, () => {
  const refusals = useReflex(RefusalsState)
  return <button onClick={refusals.open}>{refusals.done}</button>
})
