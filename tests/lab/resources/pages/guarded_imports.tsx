/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import GuardedImportState from '#states/guarded_import_state'

export default page({ route: '/guarded-imports', middleware: ['auth'] }, () => {
  const state = useReflex(GuardedImportState)
  return <p>{state.report}</p>
})
