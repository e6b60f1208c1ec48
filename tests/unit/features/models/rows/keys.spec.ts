/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { test } from '@japa/runner'
import { isKey, isOtherType } from '../../../../../src/features/models/rows/keys.ts'
import { freshDatabase, lucid } from '../../../../helpers/models/databases.ts'

test.group('Keys of rows', () => {
  for (const key of [0, -1, 1.5, Number.MAX_SAFE_INTEGER, '1', 'tea', "' or 1=1", '__proto__']) {
    test(`${JSON.stringify(key)} may be one`, ({ assert }) => assert.isTrue(isKey(key)))
  }

  const others = [
    null,
    undefined,
    true,
    Number.NaN,
    Infinity,
    {},
    [],
    [1],
    '',
    '\0',
    '1\0',
    '\ud800',
  ]
  for (const other of [...others, 'x'.repeat(256)]) {
    test(`${JSON.stringify(other)?.slice(0, 20)} of type ${typeof other} is none`, ({ assert }) =>
      assert.isFalse(isKey(other)))
  }
})

test.group('Keys of rows in PostgreSQL', (group) => {
  group.tap((each) => each.tags(['@postgres']))

  let db: Database

  group.setup(async () => {
    const fresh = await freshDatabase('postgres')
    db = lucid({ shop: fresh.config })
    await db.connection('shop').schema.createTable('keyed', (table) => void table.increments('id'))
    return async () => {
      await db.manager.closeAll()
      await fresh.remove()
    }
  })

  for (const key of ['tea', '1.5', 1.5, 1e308, Number.MAX_SAFE_INTEGER]) {
    test(`a column of integers that is compared with ${key} has no such row`, async ({
      assert,
    }) => {
      const found = db.connection('shop').from('keyed').where('id', key)
      const error: unknown = await found.then(
        () => undefined,
        (reason: unknown) => reason
      )
      assert.isTrue(error === undefined || isOtherType(error), String(error))
    })
  }

  test('a table that is not there is another matter', async ({ assert }) => {
    const error: unknown = await db
      .connection('shop')
      .from('nowhere')
      .then(
        () => undefined,
        (reason: unknown) => reason
      )
    assert.isFalse(isOtherType(error))
  })
})
