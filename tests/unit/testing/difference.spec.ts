/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { difference, show } from '../../../src/testing/difference.ts'
import { deltaDifference } from '../../../src/testing/report.ts'

test.group('A difference', () => {
  test('in a long text is shown around its place', ({ assert }) => {
    const text = 'a'.repeat(500)
    assert.deepEqual(difference({ note: `${text}b${text}` }, { note: `${text}c${text}` }, ''), [
      `note: expected …"${'a'.repeat(40)}b${'a'.repeat(39)}"…, got …"${'a'.repeat(40)}c${'a'.repeat(39)}"…, which differ from character 501 on`,
    ])
    // One of them ends there, or they differ at once
    assert.deepEqual(difference(text, text.slice(0, 499), 'note'), [
      `note: expected …"${'a'.repeat(41)}", got …"${'a'.repeat(40)}", which differ from character 500 on`,
    ])
    assert.match(difference(`b${text}`, text, 'note')[0], /^note: expected "ba+"…, got "a+"…, /)
  })

  test('in a short text shows both', ({ assert }) => {
    assert.deepEqual(difference('one', 'two', 'note'), ['note: expected "one", got "two"'])
  })

  test('shows undefined wherever it is', ({ assert }) => {
    assert.deepEqual(difference({ a: undefined }, { a: 1 }, ''), ['a: expected undefined, got 1'])
    assert.equal(show({ a: undefined, b: [undefined] }), '{"a":undefined,"b":[undefined]}')
  })

  test('shows what JSON cannot hold', ({ assert }) => {
    const circle: Record<string, unknown> = { name: 'self' }
    circle.own = circle
    assert.include(show(circle), "name: 'self'")
    assert.equal(show({ id: 7n }), '{"id":"7"}')
  })

  test('between changes names vars and rows', ({ assert }) => {
    assert.deepEqual(
      deltaDifference(
        {
          S: [
            [0, ['a'], 1],
            [1, ['b']],
            [2, ['rows'], [1, [3, 2], [6, 1], { v: [{ id: 9 }] }]],
          ],
        },
        {
          S: [
            [0, ['a'], 2],
            [2, ['rows'], []],
          ],
          T: [[0, ['c', 0, 'd'], 'x']],
        }
      ),
      [
        'expected S.a = 1, got = 2',
        'expected S.b is gone, got no change of it',
        'expected S.rows is now row 1, then rows 3 to 4, then row 6, then new {"id":9}, got is now empty',
        'expected no change of T.c[0].d, got = "x"',
      ]
    )
  })

  test('between changes in another order says so', ({ assert }) => {
    assert.deepEqual(
      deltaDifference(
        {
          S: [
            [0, ['a'], 1],
            [0, ['b'], 1],
          ],
        },
        {
          S: [
            [0, ['b'], 1],
            [0, ['a'], 1],
          ],
        }
      ),
      ['expected the order S.a, S.b, got S.b, S.a']
    )
  })
})
