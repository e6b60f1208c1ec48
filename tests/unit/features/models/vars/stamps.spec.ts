/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { isStamp } from '../../../../../src/features/models/vars/stamps.ts'

test.group('Stamps of live vars', () => {
  const stamp = { engine: 'e', count: 3, key: 'k', baseKey: 'b', tables: [] as unknown[] }

  test('are taken as a store had them', ({ assert }) => {
    assert.isTrue(isStamp(stamp))
    assert.isTrue(isStamp({ ...stamp, tables: [{ connection: 'c', table: 't' }] }))
  })

  const damaged: [what: string, value: unknown][] = [
    ['nothing', null],
    ['a text', 'stamp'],
    ['a count that is a text', { ...stamp, count: '3' }],
    ['no tables', { ...stamp, tables: undefined }],
    ['a table that is null', { ...stamp, tables: [null] }],
    ['a table without a connection', { ...stamp, tables: [{ table: 't' }] }],
    ['a table with a number for its name', { ...stamp, tables: [{ connection: 'c', table: 1 }] }],
  ]
  for (const [what, value] of damaged) {
    test(`are not taken with ${what}`, ({ assert }) => assert.isFalse(isStamp(value)))
  }
})
