/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import HotState from '#states/hot_state'

export default page({ route: '/room' }, () => {
  const { count, present } = useReflex(HotState)
  return (
    <p>
      {count} by {present}
    </p>
  )
})
