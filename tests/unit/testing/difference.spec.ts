/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { difference, partOf, plainWanted, show } from '../../../src/testing/difference.ts'
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
    assert.equal(show(/^Send "x"/i), '/^Send "x"/i')
    assert.equal(show({ name: /\d+/, level: 2 }), String.raw`{"name":/\d+/,"level":2}`)
    assert.equal(show([Number.NaN, -Infinity, Symbol('s')]), '[NaN,-Infinity,Symbol(s)]')
    assert.equal(show({ call: Array.isArray }), '{"call":[Function: isArray]}')
    assert.equal(show(new Map([['a', 1]])), "Map(1) { 'a' => 1 }")
    assert.equal(show({ of: new Set(['a']) }), `{"of":Set(1) { 'a' }}`)
    assert.equal(show(new TypeError('No "x"')), 'TypeError: No "x"')
    assert.equal(show('\u0000 is a character'), String.raw`"\u0000 is a character"`)
  })

  test('is there where one has a key that the other lacks, or what has no keys differs', ({
    assert,
  }) => {
    assert.deepEqual(difference({ a: undefined }, {}, ''), ['a: expected undefined, got nothing'])
    assert.deepEqual(difference({}, { a: undefined }, ''), ['a: expected nothing, got undefined'])
    const [one, other] = [new Date(0), new Date(1)]
    assert.lengthOf(difference({ at: one }, { at: other }, ''), 1)
    assert.lengthOf(difference(new Set([1]), new Set([2]), 'set'), 1)
  })

  test('is none in what is left out of objects, however deep they are', ({ assert }) => {
    const actual = { user: { id: 1, name: 'Ada', tags: [] }, rows: [{ id: 1, at: { x: 1, y: 2 } }] }
    const found = (expected: unknown) => {
      const wanted = plainWanted(expected)
      return difference(wanted, partOf(actual, wanted), '')
    }
    assert.deepEqual(found({ user: { name: 'Ada' } }), [])
    assert.deepEqual(found({ rows: [{ at: { y: 2 } }] }), [])
    assert.deepEqual(found({ user: { age: undefined } }), [])
    assert.deepEqual(found({ user: { name: 'Bob' } }), ['user.name: expected "Bob", got "Ada"'])
    assert.deepEqual(found({ rows: [{ at: { y: 3 } }] }), ['rows[0].at.y: expected 3, got 2'])
    assert.deepEqual(found({ user: { age: 3 } }), ['user.age: expected 3, got undefined'])
    assert.deepEqual(found({ user: { id: undefined } }), ['user.id: expected undefined, got 1'])
    // Lists are compared with all their items, and what is empty is empty
    assert.lengthOf(found({ rows: [] }), 2)
    assert.lengthOf(found({ rows: [{ id: 1 }, { id: 2 }] }), 2)
    assert.lengthOf(found({ user: {} }), 3)
    assert.lengthOf(found({ user: { tags: ['a'] } }), 2)
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

  test('between changes is that of the values, and not of how much of them is shown', ({
    assert,
  }) => {
    const text = 'a'.repeat(300)
    const delta = (end: string) => ({ S: [[0, ['a'], `${text}${end}`] as [0, string[], string]] })
    assert.deepEqual(deltaDifference(delta('b'), delta('b')), [])
    assert.match(
      deltaDifference(delta('b'), delta('c'))[0],
      /^S\.a: expected …"a+b", got …"a+c", which differ from character 301 on$/
    )
    const rows = (id: number) => ({
      S: [[2, ['rows'], [{ v: [{ text, id }] }]] as [2, string[], [{ v: object[] }]]],
    })
    assert.lengthOf(deltaDifference(rows(1) as never, rows(2) as never), 1)
  })

  test('between changes counts each of them, in its order', ({ assert }) => {
    const delta = (...values: number[]) => ({
      S: values.map((value) => [0, ['a'], value] as [0, string[], number]),
    })
    assert.deepEqual(deltaDifference(delta(1, 2), delta(1, 2)), [])
    assert.deepEqual(deltaDifference(delta(1), delta(1, 1)), ['expected no change of S.a, got = 1'])
    assert.deepEqual(deltaDifference(delta(1, 2), delta(2, 1)), [
      'expected the order S.a = 1, S.a = 2, got S.a = 2, S.a = 1',
    ])
  })
})
