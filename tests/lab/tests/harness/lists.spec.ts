/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Bouncer } from '@adonisjs/bouncer'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import * as abilities from '#services/abilities'
import CounterState from '#states/counter_state'
import ItemsState from '#states/items_state'
import { findUser } from '#services/users'
import { itemsTable } from './items_table.ts'

test.group('Tests of lists', (group) => {
  const ada = findUser(1)!

  group.setup(() => itemsTable.create())
  group.each.setup(() => itemsTable.fill())

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
    assert.throws(() => list.assertRows([{ id: 1 }, { id: 2 }]), /to have other rows/)
    assert.throws(() => list.assertRows([{ id: 1 }, { id: 2 }, { id: 3, name: 'x' }]), /name/)
    assert.throws(() => list.assertOrder('price'), /order by price/)
    assert.throws(() => list.assertPage({ total: 4 }), /total/)
    assert.throws(() => list.assertPage({}), /assertPage\({}\) can never fail. Name what/)
    assert.throws(() => list.assertSelected([1]), /selection/)
    // @ts-expect-error it has no rows
    assert.throws(() => page.list(CounterState), /Expected the page to have CounterState/)
  })

  test('see what a write elsewhere has changed', async ({ assert }) => {
    const tab = await connect('/live/items').as(ada)
    await itemsTable.price(2, 77)
    await tab.assertLive(ItemsState, { worth: 9 + 77 + 7 })
    tab.list(ItemsState).assertRows([{ price: 9 }, { price: 77 }, { price: 7 }])
    await assert.rejects(
      () => tab.assertLive(ItemsState, { total: 99 }, { timeout: 50 }),
      /in vain/
    )
    const asked = await connect('/live/items').as(ada)
    await asked.state(ItemsState).edit(2, 'price', 78)
    await assert.rejects(() => asked.assertLive(ItemsState, { worth: 94 }), /not asked for/)
    // What came by itself before has brought another value
    await itemsTable.price(2, 70)
    await asked.assertLive(ItemsState, { worth: 86 })
    await asked.state(ItemsState).edit(2, 'price', 71)
    await assert.rejects(() => asked.assertLive(ItemsState, { worth: 87 }), /not asked for/)
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
