/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import GuardedState from '#states/guarded_state'

export default page(
  { route: '/guarded', middleware: ['auth'], onLoad: [GuardedState, 'load'] },
  () => {
    const guarded = useReflex(GuardedState)
    return <p>{guarded.owner}</p>
  }
)
