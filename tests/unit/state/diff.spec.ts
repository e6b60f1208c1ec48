/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import fc from 'fast-check'
import { applyPatches } from '../../../src/protocol/main.ts'
import { diff } from '../../../src/state/delta/diff.ts'

interface Row {
  id: number
  name: string
  active: boolean
  price: number
}

function rows(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    name: `Product number ${index + 1}`,
    active: index % 3 === 0,
    price: 1999 + index,
  }))
}

function bytes(before: object, after: object): number {
  return JSON.stringify(diff(before as never, after as never, 'ProductState')).length
}

const scalar = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.string({ maxLength: 3 }),
  fc.boolean(),
  fc.constant(null)
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(
      fc.constantFrom('id', 'a', 'b', 'constructor', 'length', 'toString'),
      tie('value'),
      {
        noNullPrototype: true,
      }
    ),
    fc.array(fc.record({ id: fc.integer({ min: 0, max: 6 }), x: scalar }), { maxLength: 8 })
  ),
}))
const vars = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { noNullPrototype: true })

test.group('diff', () => {
  test('patches turn any vars into any other vars', ({ assert }) => {
    fc.assert(
      fc.property(vars, vars, (before, after) => {
        const patches = JSON.parse(JSON.stringify(diff(before, after, 'S')))
        assert.deepEqual(applyPatches(before, patches), after)
      }),
      { numRuns: 2_000 }
    )
  })

  test('patches turn a list of rows into any selection, order and edit of it', ({ assert }) => {
    const base = rows(12)
    const edits = fc.array(
      fc.record({ from: fc.integer({ min: 0, max: 14 }), edit: fc.boolean(), copy: fc.boolean() }),
      { maxLength: 16 }
    )
    fc.assert(
      fc.property(edits, (steps) => {
        const after = steps.map(({ from, edit, copy }) => {
          const row = base[from] ?? { ...base[0], id: 100 + from }
          return edit ? { ...row, price: row.price + 1 } : copy ? { ...row } : row
        })
        const patches = JSON.parse(JSON.stringify(diff({ rows: base }, { rows: after }, 'S')))
        assert.deepEqual(applyPatches({ rows: base }, patches), { rows: after })
      }),
      { numRuns: 2_000 }
    )
  })

  test('nothing changed is no patch, also when all rows are copies', ({ assert }) => {
    const before = { rows: rows(50), total: 3 }
    assert.deepEqual(diff(before, structuredClone(before), 'S'), [])
  })

  test('any change of one row in 1,000 is at most 100 bytes beside a new row', ({ assert }) => {
    const before = rows(1_000)
    const toggled = before.map((row) => (row.id === 501 ? { ...row, active: !row.active } : row))
    const inserted = [{ id: 5_000, name: 'New', active: true, price: 1 }, ...before]
    const removed = before.filter((row) => row.id !== 400)
    const moved = [...before]
    moved.splice(10, 0, ...moved.splice(700, 1))
    const reloaded = structuredClone(before)
    reloaded[321].name = 'Renamed'

    assert.isAtMost(bytes({ rows: before }, { rows: toggled }), 100)
    assert.isAtMost(bytes({ rows: before }, { rows: inserted }), 100)
    assert.isAtMost(bytes({ rows: before }, { rows: removed }), 100)
    assert.isAtMost(bytes({ rows: before }, { rows: moved }), 100)
    assert.isAtMost(bytes({ rows: before }, { rows: reloaded }), 100)
  })

  test('a list whose rows all changed is sent whole when that is shorter', ({ assert }) => {
    const before = Array.from({ length: 100 }, (_, id) => ({ id, n: 0 }))
    const after = before.map((row) => ({ ...row, n: 1 }))
    assert.deepEqual(diff({ list: before }, { list: after }, 'S'), [[0, ['list'], after]])
  })

  test('a var that becomes undefined is removed, and so is a key', ({ assert }) => {
    const patches = diff({ a: 1, b: { c: 1, d: 2 } }, { a: undefined, b: { d: 2 } }, 'S')
    assert.deepEqual(patches, [
      [1, ['b', 'c']],
      [1, ['a']],
    ])
  })

  for (const [what, wrong] of Object.entries({
    'a Date': new Date(),
    'a Map': new Map(),
    'NaN': Number.NaN,
    'a bigint': 1n,
    'a function': () => {},
    'a class instance': new (class Row {})(),
    'a value with toJSON': { toJSON: () => 1 },
    'a prototype key': JSON.parse('{"__proto__":{"admin":true}}'),
  })) {
    test(`${what} in a var is an error that names the var`, ({ assert }) => {
      for (const after of [{ a: wrong }, { a: [1, { deep: wrong }] }]) {
        assert.throws(() => diff({ a: null }, after, 'CartState'), /Cannot send "CartState\.a/)
      }
    })
  }

  test('an object that contains itself is an error', ({ assert }) => {
    const loop: Record<string, unknown> = {}
    loop.self = loop
    assert.throws(() => diff({}, { loop }, 'S'), /contains itself/)
  })
})

test.group('applyPatches', () => {
  test('parts that did not change keep their identity', ({ assert }) => {
    const before = { rows: rows(3), user: { name: 'a' } }
    const after = applyPatches(before, [[0, ['rows', 1, 'name'], 'x']])
    assert.strictEqual(after.user, before.user)
    assert.strictEqual(after.rows[0], before.rows[0])
    assert.notStrictEqual(after.rows, before.rows)
    assert.equal(before.rows[1].name, 'Product number 2')
  })

  test('no patch reaches a prototype', ({ assert }) => {
    for (const path of [
      ['__proto__', 'admin'],
      ['a', '__proto__'],
      ['constructor', 'prototype', 'admin'],
    ]) {
      assert.throws(() => applyPatches({ a: {} }, [[0, path, true]]), TypeError)
    }
    assert.notProperty({}, 'admin')
  })

  test('a patch that does not fit is an error', ({ assert }) => {
    assert.throws(() => applyPatches({ a: 1 }, [[0, ['a', 'b', 'c'], 1]]), /no object there/)
    assert.throws(() => applyPatches({ a: 1 }, [[2, ['a'], []]]), /no list there/)
  })
})
