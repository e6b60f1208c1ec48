/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import AuthModeState from '#states/auth_mode_state'
import RequestState from '#states/request_state'

export default page(
  { route: '/request/:id', middleware: [['deny', { region: 'atlantis' }]] },
  () => {
    const request = useReflex(RequestState)
    useReflex(AuthModeState)
    return <p>{request.visits}</p>
  }
)
