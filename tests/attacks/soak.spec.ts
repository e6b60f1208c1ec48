/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { soak } from '../helpers/attacks/soak.ts'

const MINUTE = 60_000

test.group('A soak', () => {
  test('a minute of visits leaves nothing', async ({ assert }) => {
    const { visits, before, after, grown } = await soak(MINUTE)
    assert.deepEqual(grown, [], JSON.stringify({ before, after }))
    assert.lengthOf(Object.keys(visits), 12)
  }).timeout(5 * MINUTE)
})
