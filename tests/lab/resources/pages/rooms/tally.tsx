/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import TallyState from '#states/tally_state'

export default page({ route: '/tally' }, () => {
  const tally = useReflex(TallyState)
  return (
    <p>
      {tally.total} by {tally.present}
    </p>
  )
})
