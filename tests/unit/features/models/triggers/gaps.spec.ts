/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import fc from 'fast-check'
import { Gaps } from '../../../../../src/features/models/triggers/main.ts'

test.group('Gaps of a series', () => {
  test('each number is new once, in whatever order they come', ({ assert }) => {
    const numbers = fc.array(fc.integer({ min: 11, max: 60 }), { maxLength: 80 })
    fc.assert(
      fc.property(numbers, (all) => {
        const gaps = new Gaps(10)
        const seen = new Set<number>()
        for (const number of all) {
          assert.equal(gaps.fill(number, 0), !seen.has(number))
          seen.add(number)
          const missing = gaps.ranges.flatMap(({ from, to }) =>
            Array.from({ length: to - from + 1 }, (_, index) => from + index)
          )
          const wanted = Array.from({ length: gaps.highest - 10 }, (_, index) => index + 11)
          assert.sameMembers(
            missing,
            wanted.filter((each) => !seen.has(each))
          )
        }
      })
    )
  })

  test('those that do not come are given up, and too many at once', ({ assert }) => {
    const gaps = new Gaps(0)
    gaps.fill(5, 100)
    assert.isFalse(gaps.expire(100))
    assert.deepInclude(gaps.ranges[0], { from: 1, to: 4 })
    assert.isFalse(gaps.expire(101))
    assert.isEmpty(gaps.ranges)
    assert.isFalse(gaps.fill(3, 102))
    for (let number = 7; number < 300; number += 2) gaps.fill(number, 102)
    assert.isTrue(gaps.expire(102))
    assert.isEmpty(gaps.ranges)
  })
})
