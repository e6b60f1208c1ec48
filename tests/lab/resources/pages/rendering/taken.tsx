/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import ShelfState from '#states/shelf_state'

/** The application answers posts to its address by itself. */
export default page({ route: '/taken' }, () => {
  const shelf = useReflex(ShelfState)
  return (
    <form id="taken" action={shelf.clear}>
      <button>Clear</button>
    </form>
  )
})
