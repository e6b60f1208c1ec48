/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import ImportState from '#states/import_state'

export default page({ route: '/imports' }, () => {
  const state = useReflex(ImportState)
  return <p>{state.progress}</p>
})
