/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import LongListState from '#states/long_list_state'

export default page({ route: '/list/:count', onLoad: [LongListState, 'load'] }, () => {
  return <p>{useReflex(LongListState).rows.length}</p>
})
