/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, usePage, useReflex } from 'reflex-adonis/react'
import CompareState from '#states/compare_state'
import JourneyState from '#states/journey_state'

/** Its first parts may be empty, so that its address looks like one of another host. */
export default page({ route: '/:realm/:place/journey', title: 'Realm' }, () => {
  const journey = useReflex(JourneyState)
  const { params } = usePage()
  useReflex(CompareState)
  return (
    <main>
      <h1>{`Realm ${params.place}`}</h1>
      <p>{`Visit ${journey.visits}`}</p>
      <form action={journey.load}>
        <button>Again</button>
      </form>
    </main>
  )
})
