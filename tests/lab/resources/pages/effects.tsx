/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import EffectsState from '#states/effects_state'

export default page({ route: '/effects', title: 'Effects' }, () => {
  const effects = useReflex(EffectsState)
  return <button onClick={effects.count3}>{effects.count}</button>
})
