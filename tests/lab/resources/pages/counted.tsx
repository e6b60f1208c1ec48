/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import { useEventCount } from '../../features/event_counter/client.js'
import CounterState from '#states/counter_state'

export default page({ route: '/counted' }, () => {
  const counter = useReflex(CounterState)
  const [events, reset] = useEventCount()
  return (
    <>
      <button onClick={() => counter.increment()}>Up</button>
      <button onClick={reset}>Reset</button>
      <output>
        {counter.count} in {events} events
      </output>
    </>
  )
})
