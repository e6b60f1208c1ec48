/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { agreed, DIFFERS } from '../../../src/recorder/agreement.ts'
import { essence } from '../../../src/recorder/essence.ts'

test.group('What several runs have in common', () => {
  test('is what was the same in each: {0}')
    .with([
      ['texts', ['a', 'a', 'a'], 'a'],
      ['texts that differ', ['a', 'a', 'b'], DIFFERS],
      ['one that was missing', ['a', undefined, 'a'], DIFFERS],
      [
        'parts of objects',
        [
          { a: 1, b: 'x' },
          { a: 1, b: 'y' },
        ],
        { a: 1 },
      ],
      ['objects without a common part', [{ a: 1 }, { a: 2 }], DIFFERS],
      [
        'ids of rows, where there is more',
        [
          { id: 3, name: 'Tea' },
          { id: 3, name: 'Tea' },
        ],
        { name: 'Tea' },
      ],
      ['an id alone', [{ id: 3 }, { id: 3 }], { id: 3 }],
      ['parts of the items of a list', [[{ id: 1, n: 2 }], [{ id: 9, n: 2 }]], [{ n: 2 }]],
      [
        'a list, one item of which differs',
        [
          ['a', 'b'],
          ['a', 'c'],
        ],
        DIFFERS,
      ],
      ['lists of different lengths', [['a'], ['a', 'a']], DIFFERS],
      ['what is empty', [[], []], []],
      ['an old date', ['2020-02-02', '2020-02-02'], '2020-02-02'],
    ] as [string, unknown[], unknown][])
    .run(({ assert }, [, values, expected]) => {
      assert.deepEqual(agreed(values), expected)
    })

  test('does not keep the time of the recording, which would be different tomorrow', ({
    assert,
  }) => {
    const now = new Date()
    for (const moment of [now.toISOString(), now.toISOString().slice(0, 10), now.getTime()]) {
      assert.equal(agreed([moment, moment]), DIFFERS, String(moment))
    }
    const seconds = Math.round(now.getTime() / 1_000)
    assert.equal(agreed([seconds, seconds]), DIFFERS)
  })
})

test.group('The essence of a value', () => {
  test('is all of a short one', ({ assert }) => {
    assert.deepEqual(essence({ a: [1, { b: null }] }), { a: [1, { b: null }] })
  })

  test('is what tells rows apart, of long ones', ({ assert }) => {
    const rows = ['Tea', 'Jam', 'Mug'].map((name) => ({ about: 'x'.repeat(90), name, stock: 3 }))
    assert.deepEqual(
      essence(rows),
      rows.map(({ name, stock }) => ({ name, stock }))
    )
  })

  test('is nothing where it would be too long to be read', ({ assert }) => {
    assert.equal(essence(Array.from({ length: 200 }, (_, id) => id + 1_000)), DIFFERS)
    assert.equal(essence('x'.repeat(400)), DIFFERS)
  })
})
