/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import IdentityState from '#states/identity_state'

export default page(
  { route: '/account', middleware: ['auth'], onLoad: [IdentityState, 'load'] },
  () => <p>{useReflex(IdentityState).name}</p>
)
