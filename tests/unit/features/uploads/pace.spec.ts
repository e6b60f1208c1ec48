/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Pace } from '../../../../src/features/uploads/pace.ts'

test.group('The pace of bytes', () => {
  test('is as fast as they come where nobody else needs the process', ({ assert }) => {
    const pace = new Pace(() => 7)
    assert.isUndefined(pace.giveWay())
    assert.isUndefined(pace.giveWay())
  })

  test('gives way once to what was served, however much it was: {$self}')
    .with([1, 2, 10_000])
    .run(async ({ assert }, count) => {
      let served = 7
      const pace = new Pace(() => served)
      served += count
      assert.isUndefined(await pace.giveWay()!)
      assert.isUndefined(pace.giveWay())
    })
})
