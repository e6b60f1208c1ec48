/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import FullState from '#states/full_state'

/** As many tests as a large application has, each with its assertions. */
const TESTS = 1_000

test.group('Visits', () => {
  for (let number = 1; number <= TESTS; number++) {
    test(`counts, ${number}`, async ({ assert }) => {
      const page = await visit('/bench').as({ id: number }).withSession({ number })
      const state = page.state(FullState)
      await state.increment()
      assert.equal(state.count, 1)
      page.assertSession('number', number)
    })
  }
})
