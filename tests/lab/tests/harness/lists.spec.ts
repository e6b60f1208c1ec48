/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Bouncer } from '@adonisjs/bouncer'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import Item from '#models/item'
import * as abilities from '#services/abilities'
import CounterState from '#states/counter_state'
import ItemsState from '#states/items_state'
import { findUser } from '#services/users'

test.group('Tests of lists', (group) => {
  const ada = findUser(1)!

  group.setup(async () => {
    await db.connection().schema.createTable('lab_items', (table) => {
      table.increments('id')
      table.integer('owner_id')
      table.string('name')
      table.integer('price')
      table.string('status')
      table.integer('cost')
      table.timestamp('updated_at')
      table.timestamp('deleted_at')
    })
    return () => db.connection().schema.dropTable('lab_items')
  })
  group.each.setup(async () => {
    await db.from('lab_items').delete()
    await Item.createMany(
      [3, 1, 2].map((id) => ({
        id,
        ownerId: 1,
        name: `Item ${id}`,
        price: 10 - id,
        status: 'draft' as const,
      }))
    )
  })

  test('see rows, their order, the page and the selection', async ({ assert }) => {
    const page = await visit('/live/items').as(ada)
    const list = page.list(ItemsState)
    list.assertRows([{ id: 1 }, { id: 2, name: 'Item 2' }, { id: 3 }])
    list.assertPage({ page: 1, pages: 1, total: 3, pending: 0 })
    list.assertSelected([])
    await page.state(ItemsState).sort('price')
    list.assertOrder('price')
    await page.state(ItemsState).sort('price')
    list.assertOrder('price', 'desc')
    await page.state(ItemsState).select(2)
    list.assertSelected([2])
    await page.state(ItemsState).selectAll()
    list.assertSelected({ all: true })
    await page.state(ItemsState).create({ name: 'Made', price: 1, status: 'draft' })
    list.assertPage({ total: 4 })
    assert.equal(list.rows.at(-1)?.name, 'Made')
  })

  test('fail where the list is another one', async ({ assert }) => {
    const page = await visit('/live/items').as(ada)
    const list = page.list(ItemsState)
    assert.throws(() => list.assertRows([{ id: 1 }, { id: 2 }]), /another rows/)
    assert.throws(() => list.assertRows([{ id: 1 }, { id: 2 }, { id: 3, name: 'x' }]), /name/)
    assert.throws(() => list.assertOrder('price'), /order by price/)
    assert.throws(() => list.assertPage({ total: 4 }), /total/)
    assert.throws(() => list.assertPage({}), /E_TEST|nothing|Name what/i)
    assert.throws(() => list.assertSelected([1]), /selection/)
    // @ts-expect-error it has no rows
    assert.throws(() => page.list(CounterState), /Expected the page to have CounterState/)
  })

  test('see what a write elsewhere has changed', async ({ assert }) => {
    const tab = await connect('/live/items').as(ada)
    await Item.query().where('id', 2).update({ price: 77 })
    await tab.assertLive(ItemsState, { worth: 9 + 77 + 7 })
    tab.list(ItemsState).assertRows([{ price: 9 }, { price: 77 }, { price: 7 }])
    await assert.rejects(
      () => tab.assertLive(ItemsState, { total: 99 }, { timeout: 50 }),
      /in vain/
    )
    const asked = await connect('/live/items').as(ada)
    await asked.state(ItemsState).edit(2, 'price', 78)
    await assert.rejects(() => asked.assertLive(ItemsState, { worth: 94 }), /not asked for/)
  })

  test('run a state alone, with its queries', async ({ assert, beginEventRequest }) => {
    const event = await beginEventRequest(ada, { path: '/live/items' })
    // What the middleware of the page would have added
    event.ctx.bouncer = new Bouncer(() => ada, abilities)
    const items = await event.state(ItemsState)
    assert.lengthOf(items.rows, 3)
    await items.search('Item 2')
    assert.deepEqual(
      items.rows.map(({ id }) => id),
      [2]
    )
    await items.remove(2)
    assert.isEmpty(items.rows)
    event.list(ItemsState).assertRows([])
  })
})
