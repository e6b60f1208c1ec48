/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Doubles } from '../../../../../src/features/models/crud/doubles.ts'

const doublesOf = (values: readonly unknown[]) => {
  const doubles = new Doubles(['value'], String)
  return values.map((value, index) => doubles.of(index + 1, { value, other: 1 }).length > 0)
}

test.group('Rows of a file that say the same', () => {
  for (const [what, first, second] of [
    ['texts, whatever their capitals', 'Tea', ' TEA '],
    ['numbers', 7, 7],
    ['a number and its text', 7, '7'],
    ['yes and no', true, true],
    ['dates', new Date(0), new Date(0)],
    ['lists, whatever their order', [2, 11], [11, 2]],
    ['objects', { toJSON: () => 'x' }, { toJSON: () => 'x' }],
  ] as const) {
    test(`are found by ${what}`, ({ assert }) => {
      assert.deepEqual(doublesOf([first, 'another', second]), [false, false, true])
    })
  }

  test('are not found where they say nothing, or something else', ({ assert }) => {
    const different = [null, null, undefined, '', ' ', 7, 70, [1, 2], [12], 'tea', new Date(0)]
    assert.notInclude(doublesOf(different), true)
  })

  test('are told by their lines and fields', ({ assert }) => {
    const doubles = new Doubles(['name', 'code'], (line) => `It is in line ${line} already`)
    assert.deepEqual(doubles.of(2, { name: 'Tea', code: 1 }), [])
    assert.deepEqual(doubles.of(3, { name: '1', code: 1 }), [
      { line: 3, field: 'code', message: 'It is in line 2 already' },
    ])
  })
})
