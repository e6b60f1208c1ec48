/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { Adapter, BaseModel, column, scope } from '@adonisjs/lucid/orm'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { test } from '@japa/runner'
import { findRow, limitToVisible, refuseRow } from '../../../../../src/features/models/rows/main.ts'
import { DIALECTS, freshDatabase, lucid } from '../../../../helpers/models/databases.ts'

const UUID = '0b7e4c1e-6f0a-4c53-9a51-5a3d0e4d7a01'

class Numbered extends BaseModel {
  static override table = 'numbered'
  static visibleTo = scope((query, user?: { id: number }) => {
    void query.where('ownerId', user?.id ?? 0)
  })
  @column({ isPrimary: true }) declare id: number
  @column() declare ownerId: number
}

class Named extends BaseModel {
  static override table = 'named'
  static override selfAssignPrimaryKey = true
  @column({ isPrimary: true }) declare key: string
}

class Universal extends BaseModel {
  static override table = 'universal'
  static override selfAssignPrimaryKey = true
  @column({ isPrimary: true }) declare id: string
}

for (const [dialect, tags] of DIALECTS) {
  test.group(`Rows by their keys: ${dialect}`, (group) => {
    group.tap((each) => each.tags(tags))

    let db: Database

    group.setup(async () => {
      const fresh = await freshDatabase(dialect)
      db = lucid({ shop: fresh.config })
      for (const model of [Numbered, Named, Universal]) model.$adapter = new Adapter(db)
      const create = db.connection('shop').schema
      await create
        .createTable('numbered', (table) => {
          table.increments('id')
          table.integer('owner_id')
        })
        .createTable('named', (table) => void table.string('key').primary())
        .createTable('universal', (table) => void table.uuid('id').primary())
      await Numbered.createMany([
        { id: 1, ownerId: 1 },
        { id: 5, ownerId: 2 },
      ])
      await Named.createMany([{ key: 'tea' }, { key: '5' }])
      await Universal.create({ id: UUID })
      return async () => {
        await db.manager.closeAll()
        await fresh.remove()
      }
    })

    const query = (model: LucidModel) => model.query() as ModelQueryBuilderContract<LucidModel>

    test('are those with exactly this key', async ({ assert }) => {
      const keyOf = async (model: LucidModel, key: unknown) =>
        (await findRow(query(model), key))?.$primaryKeyValue ?? null
      assert.equal(await keyOf(Numbered, 5), 5)
      assert.equal(await keyOf(Numbered, '5'), 5)
      assert.equal(await keyOf(Named, 'tea'), 'tea')
      assert.equal(await keyOf(Universal, UUID), UUID)
    })

    test('are none that a database takes for the same', async ({ assert }) => {
      const wrong: [LucidModel, unknown[]][] = [
        [
          Numbered,
          ['5x', '05', '5.0', ' 5', '5 ', 'x', '', true, null, {}, [5], { id: 5 }, 5.5, 1e300],
        ],
        [Named, ['TEA', 'tea ', 'téa', 'te', 0, true, { key: 'tea' }, ['tea'], '\0tea']],
        [Universal, [UUID.toUpperCase(), UUID.slice(1), `{${UUID}}`, UUID.replaceAll('-', ''), 5]],
      ]
      for (const [model, keys] of wrong) {
        for (const key of keys) {
          assert.isUndefined(await findRow(query(model), key), `${model.table}: ${String(key)}`)
        }
      }
    })

    test('are among those that somebody may see', async ({ assert }) => {
      const seenBy = async (user: { id: number } | undefined, key: number) => {
        const limited = query(Numbered)
        limitToVisible(limited, user)
        return (await findRow(limited, key)) !== undefined
      }
      assert.isTrue(await seenBy({ id: 1 }, 1))
      assert.isFalse(await seenBy({ id: 1 }, 5))
      assert.isFalse(await seenBy(undefined, 1))
      const all = query(Named)
      limitToVisible(all, undefined)
      assert.isDefined(await findRow(all, 'tea'))
    })

    test('are missed by the error of Lucid', async ({ assert }) => {
      const error: unknown = await refuseRow(Numbered).catch((thrown: unknown) => thrown)
      assert.containsSubset(error, { code: 'E_ROW_NOT_FOUND', status: 404 })
    })
  })
}
