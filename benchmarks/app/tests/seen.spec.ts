/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import FullState from '#states/full_state'

/** As the tests of `visit.spec.ts`, each with a look at the page. */
const TESTS = 1_000

test.group('Visits that look at the page', () => {
  for (let number = 1; number <= TESTS; number++) {
    test(`counts, ${number}`, async () => {
      const page = await visit('/bench').as({ id: number }).withSession({ number })
      await page.state(FullState).increment()
      await page.assertSee('1')
      page.assertSession('number', number)
    })
  }
})
