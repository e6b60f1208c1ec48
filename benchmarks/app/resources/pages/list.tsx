/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import ListState from '#states/list_state'

export default page({ route: '/list', onLoad: [ListState, 'load'] }, () => {
  return <p>{useReflex(ListState).rows.length}</p>
})
