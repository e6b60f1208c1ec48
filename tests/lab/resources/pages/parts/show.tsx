/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Link, page, useReflex } from 'reflex-adonis/react'
import PartsState from '#states/parts_state'

export default page({ route: '/parts', title: 'Parts' }, () => {
  const parts = useReflex(PartsState)
  return (
    <main>
      <button onClick={parts.tell}>Tell</button>
      <Link to="/parts/failing">Fail</Link>
    </main>
  )
})
