/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import IdentityState from '#states/identity_state'
import VaultState from '#states/vault_state'

export default page({ route: '/vault', onLoad: [VaultState, 'load'] }, () => {
  const vault = useReflex(VaultState)
  const identity = useReflex(IdentityState)
  return (
    <main>
      <h1>{vault.secret}</h1>
      <p>
        {vault.owner} {vault.orders} {identity.note}
      </p>
    </main>
  )
})
