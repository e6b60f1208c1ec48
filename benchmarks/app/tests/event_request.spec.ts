/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import FullState from '#states/full_state'

/** As many tests as a large application has, each with its assertions. */
const TESTS = 1_000

test.group('Event requests', () => {
  for (let number = 1; number <= TESTS; number++) {
    test(`counts, ${number}`, async ({ assert, beginEventRequest }) => {
      const event = await beginEventRequest({ id: number }, { path: '/bench' })
      const state = await event.state(FullState)
      await state.increment()
      assert.equal(state.count, 1)
      event.assertDelta({ FullState: [[0, ['count'], 1]] })
    })
  }
})
