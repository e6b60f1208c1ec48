/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import { modelChecks } from '../../../src/features/models/checks/main.ts'
import { listState } from '../../../src/features/models/crud/main.ts'
import { triggerDialectOf, triggerStatements } from '../../../src/features/models/triggers/main.ts'
import type { StateClass } from '../../../src/state/main.ts'
import { findingsOf } from '../../helpers/doctor/examined.ts'
import { DIALECTS, freshDatabase, lucid } from '../../helpers/models/databases.ts'

class Transformer {
  toObject() {
    return { id: 1 }
  }
}

for (const [dialect, tags] of DIALECTS) {
  test.group(`Doctor | data | ${dialect}`, (group) => {
    let db: Database

    group.tap((each) => each.tags(tags))
    group.setup(async () => {
      const fresh = await freshDatabase(dialect)
      db = lucid({ shop: fresh.config })
      await db.connection().schema.createTable('orders', (table) => {
        table.increments('id')
        table.integer('user_id').notNullable()
        table.string('city', 40).notNullable()
        table.string('recipient', 40).notNullable()
        table.integer('total').notNullable()
        table.integer('is_paid').notNullable()
        table.dateTime('deleted_at').nullable()
      })
      const rows = Array.from({ length: 60 }, (_, index) => ({
        ...{ user_id: index, city: `City ${index}`, recipient: 'Ada', total: index },
        is_paid: index % 2,
      }))
      await db.table('orders').multiInsert(rows)
      return async () => {
        await db.manager.closeAll()
        await fresh.remove()
      }
    })

    function order(table = 'orders') {
      class Order extends BaseModel {
        static override $adapter = db.modelAdapter()
        static override table = table
        @column({ isPrimary: true }) declare id: number
        @column() declare userId: number
        @column() declare city: string
        @column() declare recipient: string
        @column() declare total: number
        @column() declare isPaid: number
        @column() declare deletedAt: string
      }
      return Order
    }

    function ordersState(options: object, table?: string): StateClass {
      class OrdersState extends listState(order(table), { row: Transformer, ...options }) {}
      return OrdersState
    }

    async function about(
      name: string,
      State: StateClass,
      { largeTable = 50, outside }: { largeTable?: number; outside?: object } = {}
    ) {
      const checks = modelChecks({ db, mode: () => 'full', outside: outside as never })
      const check = checks.find((each) => each.name === name)!
      const states = { 'app/orders_state.ts': State }
      const found = await findingsOf(check, { states, expected: { largeTable } })
      assertPlaces(found)
      return found.map((finding) => finding.about)
    }

    test('finds columns of lists without an index, where the table is large', async ({
      assert,
    }) => {
      const filters = vine.create({
        city: vine.string(),
        isPaid: vine.number(),
        other: vine.number(),
      })
      const sort = ['id', 'total', 'recipient']
      const Orders = ordersState({ sort, filters, owner: 'userId', deletedAt: 'deletedAt' })
      // Half of the rows are paid: an index would not help
      const all = ['orders.user_id', 'orders.total', 'orders.recipient', 'orders.city']
      assert.deepEqual(await about('data/index', Orders), all)
      assert.deepEqual(await about('data/index', Orders, { largeTable: 61 }), [])
      assert.deepEqual(await about('data/index', ordersState({})), [])
      assert.deepEqual(await about('data/index', ordersState({ sort }, 'nowhere')), [])

      await db.connection().schema.alterTable('orders', (table) => {
        table.index(['user_id', 'deleted_at', 'total'], 'by_total')
        table.index(['recipient', 'city'], 'by_recipient')
      })
      assert.deepEqual(await about('data/index', Orders), ['orders.city'])
      await db.connection().schema.alterTable('orders', (table) => table.index(['city'], 'by_city'))
      assert.deepEqual(await about('data/index', Orders), [])
      // No list without an owner can use that of owners
      assert.deepEqual(await about('data/index', ordersState({ sort })), ['orders.total'])
    })

    test('finds searches of large tables', async ({ assert }) => {
      const Orders = ordersState({ search: ['city', 'recipient'] })
      assert.deepEqual(await about('data/search', Orders), ['orders.city', 'orders.recipient'])
      assert.deepEqual(await about('data/search', Orders, { largeTable: 61 }), [])
      assert.deepEqual(await about('data/search', ordersState({ sort: ['city'] })), [])
      if (dialect !== 'postgres') return
      await db.rawQuery('create extension if not exists pg_trgm')
      await db.rawQuery('create index parts on orders using gin (city gin_trgm_ops)')
      assert.deepEqual(await about('data/search', Orders), ['orders.recipient'])
    })

    test('finds what other programs write and no trigger notes', async ({ assert }) => {
      const outside = { every: 1_000 }
      const Orders = ordersState({})
      assert.deepEqual(await about('data/triggers', Orders), [])
      assert.deepEqual(await about('data/triggers', Orders, { outside }), ['shop'])

      const of = triggerDialectOf(db.connection().dialect.name)!
      const log = triggerStatements(of, [])
      for (const statement of log.up) await db.rawQuery(statement)
      assert.deepEqual(await about('data/triggers', Orders, { outside }), ['orders'])
      assert.deepEqual(await about('data/triggers', ordersState({ live: false }), { outside }), [])

      const notes = triggerStatements(of, [{ table: 'orders', key: 'id' }], true)
      for (const statement of notes.up) await db.rawQuery(statement)
      assert.deepEqual(await about('data/triggers', Orders, { outside }), [])
    })
  })
}

function assertPlaces(found: { file?: string; about?: string; reason: string }[]): void {
  for (const { file, reason } of found) {
    if (!/^(app\/orders_state|config\/reflex)\.ts$/.test(file ?? '')) throw new Error(reason)
  }
}
