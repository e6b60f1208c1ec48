/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import IdentityState from '#states/identity_state'

export default page(
  { route: '/account', middleware: ['auth'], onLoad: [IdentityState, 'load'] },
  () => {
    const identity = useReflex(IdentityState)
    return (
      <main>
        <h1>Account of {identity.name}</h1>
        <button onClick={identity.logout}>Sign out</button>
      </main>
    )
  }
)
