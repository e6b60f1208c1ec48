/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { frozen } from '../../../src/state/frozen.ts'

test.group('A frozen value', () => {
  test('cannot be changed anywhere in it', ({ assert }) => {
    const value = frozen({
      list: [{ name: 'one' }],
      map: new Map([['key', { name: 'two' }]]),
      set: new Set([1]),
    })
    assert.throws(() => value.list.push({ name: 'three' }))
    assert.throws(() => (value.list[0].name = 'other'))
    assert.throws(() => value.map.set('new', { name: 'four' }), /not being updated/)
    assert.throws(() => (value.map.get('key')!.name = 'other'))
    assert.throws(() => value.map.delete('key'), /not being updated/)
    assert.throws(() => value.set.add(2), /not being updated/)
    assert.throws(() => value.set.clear(), /not being updated/)
  })

  test('leaves instances of classes alone, and copies as they were', ({ assert }) => {
    class Account {
      balance = 0
    }
    const value = frozen({ account: new Account(), at: new Date(0), map: new Map([[1, 2]]) })
    value.account.balance = 5
    assert.equal(value.account.balance, 5)
    const copy = structuredClone({ map: value.map })
    assert.equal(copy.map.set(1, 3).get(1), 3)
    assert.deepEqual([...new Map(value.map)], [[1, 2]])
  })
})
