/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { uniqueRow } from '../../../../../src/features/models/crud/main.ts'

/** A query that notes its conditions. */
function noted() {
  const conditions: unknown[][] = []
  const note =
    (name: string) =>
    (...args: unknown[]) =>
      conditions.push([name, ...args])
  return {
    conditions,
    query: { where: note('where'), whereNot: note('whereNot'), whereNull: note('whereNull') },
  }
}

test.group('Options of the rule unique()', () => {
  test('leave out the row that is saved, and those of others', ({ assert }) => {
    const rule = uniqueRow({ table: 'products', column: 'name', owner: 'user_id', key: 'uid' })
    const { query, conditions } = noted()
    rule.filter(query, 'Tea', { meta: { id: 7, owner: 3 } })
    assert.deepEqual(conditions, [
      ['where', 'user_id', 3],
      ['whereNot', 'uid', 7],
    ])
    assert.deepInclude(rule, { table: 'products', column: 'name' })
    assert.notProperty(rule, 'connection')
  })

  test('leave out nothing of a new row, and know no owner where there is none', ({ assert }) => {
    const own = noted()
    uniqueRow({ table: 't', column: 'c' }).filter(own.query, 'x', {
      meta: { id: null, owner: null },
    })
    uniqueRow({ table: 't', column: 'c' }).filter(own.query, 'x', { meta: {} })
    assert.deepEqual(own.conditions, [])
    const none = noted()
    const rule = uniqueRow({
      table: 't',
      column: 'c',
      owner: 'o',
      connection: 'pg',
      caseInsensitive: true,
    })
    rule.filter(none.query, 'x', { meta: { id: 0, owner: null } })
    assert.deepEqual(none.conditions, [
      ['whereNull', 'o'],
      ['whereNot', 'id', 0],
    ])
    assert.deepInclude(rule, { connection: 'pg', caseInsensitive: true })
  })
})
