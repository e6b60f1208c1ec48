/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { test } from '@japa/runner'
import type { LiveQuery } from '../../../../../src/features/models/live/main.ts'
import { HandClock } from '../../../../helpers/models/hand_clock.ts'
import { LiveWorld } from '../../../../helpers/models/live_world.ts'
import type { TabContext } from '../../../../helpers/models/live_world.ts'
import { emptyShop, openShop } from '../../../../helpers/models/shop.ts'
import type { ShopModels } from '../../../../helpers/models/shop.ts'

test.group('Changed rows that cannot be read', (group) => {
  let db: Database
  let models: ShopModels

  group.setup(async () => {
    const shop = await openShop()
    db = shop.db
    models = shop.models
    return shop.close
  })
  group.each.setup(() => emptyShop(db))

  const cheap = (): LiveQuery<TabContext, string[]> => ({
    name: 'cheap',
    audience: () => 'all',
    query: () => models.Product.query().where('price', 1).orderBy('name'),
    result: async (query, { tab }) => {
      await tab.pause()
      const products = await (query as unknown as PromiseLike<{ name: string }[]>)
      return products.map(({ name }) => name)
    },
  })
  const insert = (name: string) => db.table('products').insert({ name, price: 1 })

  test('may be any, where the database {$self}')
    .with(['does not answer', 'refuses'])
    .run(async ({ assert, cleanup }, what) => {
      let asked = 0
      const rows = () => {
        asked++
        if (what === 'refuses') return Promise.reject(new Error('no such database'))
        return new Promise<never>(() => {})
      }
      const world = new LiveWorld(db, {}, new HandClock(), { rows })
      cleanup(() => world.close())
      const shown = await world.open(world.tab(), cheap())
      await insert('Tea')
      await world.quiet()
      assert.deepEqual(shown.now, ['Tea'])
      await insert('Cocoa')
      await world.quiet()
      assert.deepEqual(shown.now, ['Cocoa', 'Tea'])
      assert.equal(asked, 2)
    })

  test('keep runs of other queries waiting no longer than five seconds', async ({
    assert,
    cleanup,
  }) => {
    const world = new LiveWorld(db, { atOnce: 1 })
    cleanup(() => world.close())
    const [stuck, other] = [world.tab(), world.tab()]
    const first = await world.open(stuck, { ...cheap(), name: 'stuck' })
    const second = await world.open(other, cheap())
    const { promise: answer, resolve } = Promise.withResolvers<void>()
    stuck.pause = () => answer
    await insert('Tea')
    world.clock.pass(50)
    await world.breathe()
    world.clock.pass(4_900)
    await world.breathe()
    assert.deepEqual([first.now, second.now], [[], []])
    world.clock.pass(100)
    await world.breathe()
    assert.deepEqual([first.now, second.now], [[], ['Tea']])
    // What has left its place gives none free again when it ends
    resolve()
    await world.quiet()
    assert.deepEqual(first.now, ['Tea'])
    await insert('Cocoa')
    await world.quiet()
    assert.deepEqual(
      [first.now, second.now],
      [
        ['Cocoa', 'Tea'],
        ['Cocoa', 'Tea'],
      ]
    )
    assert.equal(world.mostRunning, 2)
  })
})
