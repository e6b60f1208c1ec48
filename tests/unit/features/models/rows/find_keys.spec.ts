/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { Adapter, BaseModel, beforeFetch, column, hasMany } from '@adonisjs/lucid/orm'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import { test } from '@japa/runner'
import type { Knex } from 'knex'
import { findKeys, findRows } from '../../../../../src/features/models/rows/main.ts'
import { DIALECTS, freshDatabase, lucid } from '../../../../helpers/models/databases.ts'

const UUIDS = ['0b7e4c1e-6f0a-4c53-9a51-5a3d0e4d7a01', '0b7e4c1e-6f0a-4c53-9a51-5a3d0e4d7a02']

class Part extends BaseModel {
  static override table = 'parts'
  @column({ isPrimary: true }) declare id: number
  @column() declare thingNo: number
}

class Thing extends BaseModel {
  static override table = 'things'
  @column({ isPrimary: true, columnName: 'no' }) declare id: number
  @column() declare size: number
  @column() declare isSecret: boolean
  @column() declare note: string
  @hasMany(() => Part, { foreignKey: 'thingNo' }) declare parts: HasMany<typeof Part>

  @beforeFetch() static hide(query: ModelQueryBuilderContract<typeof Thing>) {
    void query.where('isSecret', false)
  }
}

class Word extends BaseModel {
  static override table = 'words'
  static override selfAssignPrimaryKey = true
  @column({ isPrimary: true }) declare word: string
}

class Universal extends BaseModel {
  static override table = 'universals'
  static override selfAssignPrimaryKey = true
  @column({ isPrimary: true }) declare id: string
}

for (const [dialect, tags] of DIALECTS) {
  test.group(`Keys that rows have: ${dialect}`, (group) => {
    group.tap((each) => each.tags(tags))

    let db: Database
    let queries: string[] = []

    group.setup(async () => {
      const fresh = await freshDatabase(dialect)
      db = lucid({ shop: fresh.config })
      for (const model of [Part, Thing, Word, Universal]) model.$adapter = new Adapter(db)
      const create = db.connection('shop').schema
      await create
        .createTable('things', (table) => {
          table.increments('no')
          table.integer('size')
          table.boolean('is_secret').defaultTo(false)
          table.text('note')
        })
        .createTable('parts', (table) => {
          table.increments('id')
          table.integer('thing_no')
        })
        .createTable('words', (table) => void table.string('word').primary())
        .createTable('universals', (table) => void table.uuid('id').primary())
      const sizes = Array.from({ length: 1_200 }, (_, index) => ({ size: index % 7, note: 'long' }))
      for (let start = 0; start < sizes.length; start += 300) {
        await db.table('things').multiInsert(sizes.slice(start, start + 300))
      }
      await db.from('things').where('no', 13).update({ is_secret: true })
      await Word.createMany([{ word: 'tea' }, { word: '5' }, { word: '05' }, { word: 'Ähre' }])
      await Universal.createMany(UUIDS.map((id) => ({ id })))
      const knex = db.connection('shop').getWriteClient() as unknown as Knex
      knex.on('query', ({ sql }: { sql: string }) => queries.push(sql))
      return async () => {
        await db.manager.closeAll()
        await fresh.remove()
      }
    })
    group.each.setup(() => {
      queries = []
    })

    const of = (model: LucidModel) => () => model.query() as ModelQueryBuilderContract<LucidModel>

    test('are found, as they were given, whatever others are', async ({ assert }) => {
      const wrong = ['5x', '05', ' 7', 'tea', '', '\0', '1e1', 1e300, '99999999999999999999', 5.5]
      assert.sameMembers(await findKeys(of(Thing), [3, '4', 4, '5', 99_999, ...wrong]), [3, 4, '5'])
      assert.sameMembers(await findKeys(of(Word), ['TEA', 'tea', '5', 'te', 'ähre']), ['tea', '5'])
      assert.sameMembers(await findKeys(of(Word), ['05', '5 ']), ['05'])
      const [first, second] = UUIDS
      const given = [first, second.toUpperCase(), 'x', second.slice(1), 5]
      assert.deepEqual(await findKeys(of(Universal), given), [first])
      assert.deepEqual(await findKeys(of(Universal), []), [])
    })

    test('are found by few queries, which have nothing but keys', async ({ assert }) => {
      const limited = () => {
        const query = of(Thing)()
        void query.preload('parts' as never).where('size', '<', 6)
        return query
      }
      const keys = Array.from({ length: 1_000 }, (_, index) => index + 1)
      const expected = keys.filter((key) => (key - 1) % 7 < 6 && key !== 13)
      assert.sameMembers(await findKeys(limited, keys), expected)
      assert.lengthOf(queries, 2)
      queries = []
      const mixed = keys.map((key) => (key % 2 === 0 ? key : `${key}x`))
      assert.sameMembers(
        await findKeys(limited, mixed),
        expected.filter((key) => key % 2 === 0)
      )
      assert.isAtMost(queries.length, 4)
      for (const query of queries) assert.notMatch(query, /\*|parts/)
    })

    test('are of rows, which have their texts exactly', async ({ assert }) => {
      const found = await findRows(of(Word), ['tea', 'TEA', 'Tea', '5', 'ähre'])
      assert.sameMembers(
        found.map(({ $primaryKeyValue }) => $primaryKeyValue),
        ['tea', '5']
      )
      const things = await findRows(of(Thing), ['1', '2x', 3])
      assert.sameMembers(
        things.map(({ $primaryKeyValue }) => $primaryKeyValue),
        [1, 3]
      )
      // By another column: one that has numbers is asked for texts
      const sized = await findRows(of(Thing), ['6', 'six', '6.0'], 'size')
      assert.lengthOf(sized, 171)
    })

    test('are none in a transaction that a wrong one has ended', async ({ assert }) => {
      const ask = (keys: string[]) =>
        db.transaction(async (client) =>
          findRows(() => Thing.query({ client }) as ModelQueryBuilderContract<LucidModel>, keys)
        )
      assert.lengthOf(await ask(['1', '2']), 2)
      const found = await ask(['1', '2x'])
      assert.lengthOf(found, dialect === 'postgres' ? 0 : 1)
    })
  })
}
