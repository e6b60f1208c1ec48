/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { errors } from 'reflex-adonis'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import reflex from 'reflex-adonis/services/main'
import { shared } from '#services/shared'
import { findUser } from '#services/users'
import { BareShopState, ShopState } from '#states/shop_state'
import { baseUrl } from '../../helpers/browser_session.ts'

const ada = findUser(1)

/** A thousand rows, as a shop has them. */
function manyRows() {
  return Array.from({ length: 1_000 }, (_, id) => ({ id, name: `Product ${id}`, left: 5 }))
}

/** Forgets what other tests have left. */
function begin() {
  for (const tab of [...reflex.tabs.registry.all()]) reflex.tabs.registry.drop(tab)
  shared.runs = {}
  shared.stock = [{ id: 1, name: 'Tea', left: 2 }]
  shared.mood = () => 'fine'
}

test.group('Shared data', (group) => {
  group.each.setup(begin)

  test('are those that the code of the page reads, and no others are computed', async ({
    assert,
  }) => {
    const page = await visit('/shop').as(ada).withSession({ basket: 3 })
    page.assertShared({ basket: 3, visitor: 'Ada Lovelace', stock: [{ name: 'Tea' }] })
    assert.deepEqual(shared.runs, { basket: 1, visitor: 1, stock: 1 })
    assert.throws(() => page.shared.seat, /does not have "seat"/)
    assert.include(await page.html(), 'Ada Lovelace: 3')
    await page.click('/shop/closed')
    assert.deepEqual(shared.runs, { basket: 1, visitor: 1, stock: 1 })
    assert.throws(() => page.shared, /does not have any of them/)
  })

  test('cost nothing where a page reads none', async ({ assert }) => {
    const document = await (await fetch(`${baseUrl()}/shop/closed`)).text()
    assert.notInclude(document, '$shared')
    const page = await visit('/shop/closed')
    await page.state(ShopState).click()
    page.assertDelta({ ShopState: [[0, ['clicks'], 1]] })
    assert.deepEqual(shared.runs, {})
  })

  test('are made by transformers, and have no more than these choose', async ({ assert }) => {
    const page = await visit('/shop/seat')
    page.assertShared({ seat: { row: 'A', price: 9 }, __lookupGetter__: 'made', basket: 0 })
    assert.deepEqual(Object.keys(page.shared.seat).sort(), ['bookedAt', 'price', 'row'])
    assert.include(await page.html(), 'A 9 1970-01-01T00:00:00.000Z 0 made')
  })

  test('come as patches of what has changed, with the answer of the event that asks', async ({
    assert,
  }) => {
    shared.stock = manyRows()
    const page = await visit('/shop')
    const runs = { ...shared.runs }
    await page.state(ShopState).sell(500)
    page.assertDelta({ $shared: [[0, ['stock', 500, 'left'], 4]] })
    page.assertDeltaBytes(65)
    assert.equal(page.shared.stock[500].left, 4)
    assert.deepEqual(shared.runs, { ...runs, stock: runs.stock + 1 })
    await page.state(ShopState).click()
    assert.deepEqual(shared.runs, { ...runs, stock: runs.stock + 1 })
  })

  test('reach the other tabs of the visitor, who read the session as it was stored', async () => {
    const page = await connect('/shop')
    const other = await page.openTab('/shop')
    const stranger = await connect('/shop')
    await page.state(ShopState).add(7)
    page.assertShared({ basket: 7 })
    await other.waitFor(() => other.shared.basket === 7)
    stranger.assertShared({ basket: 0 })
  })

  test('are refreshed from anywhere: for all, for a user, for a request', async ({ assert }) => {
    const mine = await visit('/shop').as(ada)
    const guest = await visit('/shop').withSession({ basket: 1 })
    shared.stock = [{ id: 1, name: 'Tea', left: 1 }]
    reflex.refresh(['stock', 'basket'])
    await mine.waitFor(() => mine.shared.stock[0].left === 1)
    await guest.waitFor(() => guest.shared.stock[0].left === 1)
    shared.stock = [{ id: 1, name: 'Tea', left: 0 }]
    reflex.refresh('stock', { to: { user: 1 } })
    await mine.waitFor(() => mine.shared.stock[0].left === 0)
    assert.equal(guest.shared.stock[0].left, 1)
    const filled = await guest.fetch('/fill-basket')
    assert.equal(await filled.text(), 'Filled')
    await guest.waitFor(() => guest.shared.basket === 9)
    mine.assertShared({ basket: 0 })
    assert.throws(() => reflex.refresh('stcok' as never), errors.E_SHARED_UNKNOWN as never)
    assert.throws(() => reflex.refresh('stock', { to: {} }), errors.E_TARGET as never)
  })

  test('are as the request leaves them that has asked, however early', async ({ assert }) => {
    const page = await visit('/shop')
    const other = await visit('/shop')
    const { promise, resolve } = Promise.withResolvers<void>()
    shared.gate = promise
    const { stock } = shared.runs
    const sold = page.state(ShopState).sellAtTheEnd(1)
    // Both tabs compute it once more before that
    reflex.refresh('stock')
    while (shared.runs.stock < stock + 2) await setTimeout(1)
    other.assertShared({ stock: [{ left: 2 }] })
    resolve()
    await sold
    await other.waitFor(() => other.shared.stock[0].left === 0)
    page.assertShared({ stock: [{ left: 0 }] })
    // What the event has computed itself is new
    assert.equal(shared.runs.stock, stock + 4)
  })

  test('follow logins and logouts', async () => {
    const page = await connect('/shop')
    page.assertShared({ visitor: null })
    await page.state(ShopState).enter()
    await page.waitFor(() => page.shared.visitor === 'Ada Lovelace')
    await page.state(ShopState).leave()
    await page.waitFor(() => page.shared.visitor === null)
  })

  test('are there after background events, and after events without a request', async () => {
    const page = await visit('/shop')
    await page.state(ShopState).sellLater(1)
    page.assertShared({ stock: [{ left: 1 }] })
    await page.state(BareShopState).restock()
    await page.waitFor(() => page.shared.stock[0].left === 9)
  })

  test('wait for a page without a socket until it is back', async () => {
    const page = await connect('/shop')
    page.network.offline()
    shared.stock = [{ id: 1, name: 'Tea', left: 8 }]
    reflex.refresh('stock')
    page.network.online()
    await page.waitFor(() => page.shared.stock[0].left === 8)
  })
})

test.group('Rows of a transformer', () => {
  test('are plain data of a var, and no more than it chooses', async ({ assert }) => {
    const page = await visit('/shop')
    assert.isTrue(await page.state(ShopState).choose('B'))
    const seat = { row: 'B', price: 9, bookedAt: '1970-01-01T00:00:00.000Z' }
    assert.deepEqual(page.state(ShopState).seats, [seat, seat])
    assert.notInclude(JSON.stringify(page.journal.entries), 'hidden')
    await assert.rejects(() => page.state(ShopState).chooseAnything(), /takes what transform\(\)/)
  })
})

test.group('Shared data that resist', (group) => {
  group.each.setup(begin)

  test('one that takes its time runs once at a time in a tab', async ({ assert }) => {
    const page = await visit('/shop/mood')
    const { promise, resolve } = Promise.withResolvers<string>()
    shared.mood = () => promise
    const { moody } = shared.runs
    for (let count = 0; count < 20; count++) {
      reflex.refresh('moody')
      await setTimeout(25)
    }
    assert.equal(shared.runs.moody, moody + 1)
    resolve('slow')
    shared.mood = () => 'last'
    await page.waitFor(() => page.shared.moody === 'last')
    assert.equal(shared.runs.moody, moody + 2)
  })

  test('one that fails fails for whoever reads it, until it can be loaded', async ({ assert }) => {
    shared.mood = () => {
      throw new Error('secret reason')
    }
    const page = await visit('/shop/mood')
    page.assertShared({ basket: 0 })
    assert.throws(() => page.shared.moody, /The shared data "moody" could not be loaded/)
    await page.state(ShopState).click()
    assert.notInclude(JSON.stringify(page.journal.entries), 'secret reason')
    shared.mood = () => 'better'
    reflex.refresh('moody')
    await page.waitFor(() => page.snapshot().states.$shared.moody === 'better')
    shared.mood = () => Promise.reject(new Error('again'))
    reflex.refresh(['moody', 'basket'])
    while (shared.runs.moody < 3) await setTimeout(1)
    page.assertShared({ moody: 'better', basket: 0 })
  })

  test('what is no plain data reaches no browser: {$self}')
    .with(['a model', 'a class', 'a function', 'itself', 'a prototype key', 'very deep'])
    .run(async ({ assert }, kind) => {
      class User {
        password = 'hash of secret'
        toJSON() {
          return { password: this.password }
        }
      }
      const circle: Record<string, unknown> = {}
      circle.circle = circle
      let deep: unknown = 'secret'
      for (let depth = 0; depth < 100_000; depth++) deep = [deep]
      const values: Record<string, unknown> = {
        'a model': { user: new User() },
        'a class': User,
        'a function': () => 'secret',
        'itself': circle,
        'a prototype key': JSON.parse('{"__proto__":{"secret":1}}'),
        'very deep': deep,
      }
      shared.mood = () => values[kind]
      const page = await visit('/shop/mood')
      assert.throws(() => page.shared.moody, /could not be loaded/)
      page.assertShared({ basket: 0 })
      assert.notInclude(JSON.stringify(page.journal.entries), 'secret')
      await page.state(ShopState).click()
    })

  test('a huge result is sent once, and then what has changed', async ({ assert }) => {
    shared.stock = Array.from({ length: 20_000 }, (_, id) => ({
      id,
      name: 'x'.repeat(50),
      left: 1,
    }))
    const page = await visit('/shop')
    await page.state(ShopState).sell(19_999)
    assert.isBelow(page.deltaBytes, 130)
    assert.equal(page.shared.stock[19_999].left, 0)
  })

  test('a storm of refreshes costs a few runs, and shows what was last', async ({ assert }) => {
    const page = await visit('/shop')
    const { stock } = shared.runs
    for (let left = 1; left <= 5_000; left++) {
      shared.stock = [{ id: 1, name: 'Tea', left }]
      reflex.refresh('stock')
      reflex.refresh('stock', { to: { user: left } })
      if (left % 500 === 0) await setTimeout(1)
    }
    await page.waitFor(() => page.shared.stock[0].left === 5_000)
    assert.isBelow(shared.runs.stock - stock, 6)
  })

  test('what is computed for an event that fails is computed again', async ({ assert }) => {
    const page = await visit('/shop')
    await assert.rejects(() => page.state(ShopState).addAndFail(4))
    await page.waitFor(() => page.shared.basket === 4)
  })

  test('what was begun for one user is not shown to the next', async ({ assert }) => {
    const page = await connect('/shop/mood').as(ada)
    const { promise, resolve } = Promise.withResolvers<string>()
    shared.mood = () => promise
    const { moody } = shared.runs
    reflex.refresh('moody')
    while (shared.runs.moody === moody) await setTimeout(1)
    shared.mood = () => 'of nobody'
    await page.state(ShopState).leave()
    await page.waitFor(() => page.shared.moody === 'of nobody')
    resolve('of Ada')
    await page.settled()
    page.assertShared({ moody: 'of nobody' })
    assert.notInclude(JSON.stringify(page.journal.entries), 'of Ada')
  })

  test('no browser calls, changes or asks for them', async ({ assert }) => {
    const page = await visit('/shop')
    const state = { id: '$shared', name: '$shared' } as unknown as typeof ShopState
    for (const event of ['stock', 'basket', '$stored', 'constructor', '__proto__']) {
      await assert.rejects(() => page.call(state, event, { stock: [] }))
    }
    page.assertShared({ stock: [{ left: 2 }] })
    assert.throws(() => Object.assign(page.shared, { basket: 1 }), /Cannot change "basket"/)
  })
})
