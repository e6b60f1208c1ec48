/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, usePage, useReflex } from 'reflex-adonis/react'
import { BareState, PlacesState } from '#states/places_state'

export default page({ route: '/places', onLoad: [PlacesState, 'load'] }, () => {
  const places = useReflex(PlacesState)
  const bare = useReflex(BareState)
  const { query } = usePage()
  return (
    <>
      <p id="places">{`${places.theme} ${places.page} ${places.density} ${String(bare.wide)}`}</p>
      <p id="query">{JSON.stringify(query)}</p>
      <form id="next" action={places.next}>
        <button>Next</button>
      </form>
    </>
  )
})
