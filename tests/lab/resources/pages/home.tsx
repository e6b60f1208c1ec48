/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import CounterState from '#states/counter_state'
import FailureState from '#states/failure_state'
import FlashState from '#states/flash_state'

export default page({ route: '/', title: 'Lab' }, () => {
  const counter = useReflex(CounterState)
  const failure = useReflex(FailureState)
  const flash = useReflex(FlashState)
  return (
    <main>
      <button onClick={counter.increment}>{counter.count}</button>
      <button onClick={failure.teapot}>{failure.orders}</button>
      <button onClick={flash.here}>{String(flash.messages.success)}</button>
    </main>
  )
})
