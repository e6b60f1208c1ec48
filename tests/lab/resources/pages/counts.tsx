/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import CountState from '#states/count_state'

export default page({ route: '/counts', ssr: false }, () => {
  const state = useReflex(CountState)
  return <p>{state.count}</p>
})
