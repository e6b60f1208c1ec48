/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import CookieState from '#states/cookie_state'
import IdentityState from '#states/identity_state'

export default page({ route: '/identity', onLoad: [IdentityState, 'load'] }, () => {
  const cookies = useReflex(CookieState)
  return <button onClick={cookies.set}>{useReflex(IdentityState).name}</button>
})
