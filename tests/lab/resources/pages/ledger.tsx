/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import LedgerState from '#states/ledger_state'

export default page({ route: '/ledger', ssr: false }, () => {
  const ledger = useReflex(LedgerState)
  return <p>{ledger.last}</p>
})
