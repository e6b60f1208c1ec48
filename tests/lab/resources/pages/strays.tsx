/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import { CrowdState, StraysState } from '#states/strays_state'

export default page({ route: '/strays', title: 'Strays', onLoad: [StraysState, 'load'] }, () => {
  const { doubled } = useReflex(StraysState)
  const { lines, present } = useReflex(CrowdState)
  return (
    <main>
      <output>{`${doubled} ${lines.join()} ${present}`}</output>
    </main>
  )
})
