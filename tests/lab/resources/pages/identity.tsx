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
  const identity = useReflex(IdentityState)
  return (
    <main>
      <h1>{identity.name}</h1>
      <button onClick={() => identity.login(1)}>Sign in</button>
      <button onClick={() => identity.loginAndLeave(1)}>Sign in and go on</button>
      <button onClick={() => identity.write('written')}>Write</button>
      <output>{identity.note}</output>
      <button onClick={identity.logout}>Sign out</button>
      <button onClick={cookies.set}>Set cookies</button>
    </main>
  )
})
