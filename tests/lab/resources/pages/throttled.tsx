/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import CompareState from '#states/compare_state'

export default page({ route: '/throttled', middleware: ['throttle'] }, () => (
  <button onClick={useReflex(CompareState).greet} />
))
