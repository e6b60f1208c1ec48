/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseTransformer } from '@adonisjs/core/transformers'
import type { Database } from '@adonisjs/lucid/database'
import { Adapter, BaseModel, column } from '@adonisjs/lucid/orm'
import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { choiceIds, knownChoices } from '../../../../../src/features/models/crud/choices.ts'
import { modelState } from '../../../../../src/features/models/crud/main.ts'
import type { AnyList } from '../../../../../src/features/models/crud/types.ts'
import { DIALECTS, freshDatabase, lucid } from '../../../../helpers/models/databases.ts'

class Country extends BaseModel {
  static override table = 'countries'
  static override selfAssignPrimaryKey = true
  @column({ isPrimary: true }) declare code: string
  @column() declare name: string
}

class Year extends BaseModel {
  static override table = 'years'
  @column({ isPrimary: true }) declare id: number
  @column() declare year: number
}

class Wine extends BaseModel {
  static override table = 'wines'
  @column({ isPrimary: true }) declare id: number
  @column() declare countryCode: string
  @column() declare yearId: number
}

class WineTransformer extends BaseTransformer<Wine> {
  toObject() {
    return this.pick(this.resource, ['id'])
  }
}

class WinesState extends modelState(Wine, {
  row: WineTransformer,
  form: vine.create({ countryCode: vine.string(), yearId: vine.number() }),
  choices: {
    countryCode: { model: Country, label: 'name' },
    yearId: { model: Year, label: 'year' },
  },
}) {}

const state = Object.defineProperty(Object.create(WinesState.prototype) as AnyList, 'ctx', {
  value: {},
})

for (const [dialect, tags] of DIALECTS) {
  test.group(`Choices by what people call them: ${dialect}`, (group) => {
    group.tap((each) => each.tags(tags))

    let db: Database

    group.setup(async () => {
      const fresh = await freshDatabase(dialect)
      db = lucid({ shop: fresh.config })
      for (const model of [Country, Year]) model.$adapter = new Adapter(db)
      const create = db.connection('shop').schema
      await create
        .createTable('countries', (table) => {
          table.string('code').primary()
          table.string('name')
        })
        .createTable('years', (table) => {
          table.increments('id')
          table.integer('year')
        })
      await Country.createMany([
        { code: '380', name: 'Italy' },
        { code: '040', name: 'Austria' },
        { code: 'XK', name: 'Kosovo' },
        { code: 'g1', name: 'Georgia' },
        { code: 'g2', name: 'Georgia' },
        { code: '1', name: '380' },
        { code: '1234567890123456', name: 'Elsewhere' },
      ])
      await Year.createMany([
        { id: 1, year: 2020 },
        { id: 2, year: 2021 },
        { id: 5, year: 2021 },
        { id: 2020, year: 1990 },
      ])
      return async () => {
        await db.manager.closeAll()
        await fresh.remove()
      }
    })

    test('have keys that are texts, next to some that are numbers', async ({ assert }) => {
      const names = ['Austria', '040', '40', 'XK', 'xk', '1234567890123456', 'Georgia', 'g1', 'No']
      const known = await choiceIds(state, 'countryCode', names)
      assert.sameDeepMembers(
        [...known],
        [
          ['Austria', '040'],
          ['040', '040'],
          ['XK', 'XK'],
          ['1234567890123456', '1234567890123456'],
          ['g1', 'g1'],
        ]
      )
      // A label comes before a key
      assert.equal((await choiceIds(state, 'countryCode', ['380'])).get('380'), '1')
    })

    test('have keys and labels that are numbers, next to texts', async ({ assert }) => {
      const known = await choiceIds(state, 'yearId', ['2020', '2021', '5', '5x', 'five', '05'])
      assert.sameDeepMembers(
        [...known],
        [
          ['2020', 1],
          ['5', 5],
        ]
      )
    })

    test('have exactly the keys that a form names', async ({ assert }) => {
      const idsOf = async (name: string, ids: (string | number)[]) =>
        (await knownChoices(state, name, ids)).map(({ id }) => id)
      assert.deepEqual(await idsOf('yearId', ['5x', '2 ', 'x']), [])
      assert.deepEqual(await idsOf('yearId', ['5x', '1', 2]), [1, 2])
      assert.deepEqual(await idsOf('countryCode', ['xk', '040 ', 'XK']), ['XK'])
    })
  })
}
