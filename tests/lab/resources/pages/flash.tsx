/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import FlashState from '#states/flash_state'

export default page({ route: '/flash' }, () => {
  const flash = useReflex(FlashState)
  return <p>{String(flash.messages.success)}</p>
})
