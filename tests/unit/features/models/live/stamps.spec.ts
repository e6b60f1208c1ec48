/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { test } from '@japa/runner'
import type { LiveQuery, Query } from '../../../../../src/features/models/live/main.ts'
import { LiveWorld } from '../../../../helpers/models/live_world.ts'
import type { TabContext } from '../../../../helpers/models/live_world.ts'
import { emptyShop, openShop } from '../../../../helpers/models/shop.ts'
import type { ShopModels } from '../../../../helpers/models/shop.ts'

test.group('Stamps of live queries', (group) => {
  let db: Database
  let models: ShopModels
  let world: LiveWorld

  group.setup(async () => {
    const shop = await openShop()
    db = shop.db
    models = shop.models
    return shop.close
  })
  group.each.setup(async () => {
    await emptyShop(db)
    await models.Product.create({ name: 'Tea' })
    world = new LiveWorld(db)
    return () => world.close()
  })

  const names = (name = 'names'): LiveQuery<TabContext, string[]> => ({
    name,
    audience: ({ tab }) => `user:${tab.user}`,
    query: () => models.Product.query().orderBy('name'),
    result: async (query, { tab }) => {
      const products = await (query as unknown as PromiseLike<{ name: string }[]>)
      await tab.pause()
      return products.map((product) => product.name)
    },
  })

  /** Of what is in no table. */
  const constant: LiveQuery<TabContext, number> = {
    name: 'constant',
    audience: () => 'all',
    query: (): Query => ({ clone: () => ({ toSQL: () => ({ sql: '', bindings: [] }) }) }),
    result: async () => 1,
  }

  test('are those of what was loaded, where the tab has left meanwhile', async ({ assert }) => {
    const tab = world.tab()
    const reference = await world.open(world.tab(), names())
    const shown = world.watch(tab, names())
    const { promise, resolve } = Promise.withResolvers<void>()
    tab.pause = () => promise
    const loading = world.load(tab, shown)
    await world.breathe()
    shown.watch.close()
    resolve()
    await loading
    assert.deepEqual(shown.now, ['Tea'])
    const { key, baseKey, tables } = reference.watch.stamp
    assert.deepInclude(shown.watch.stamp, { key, baseKey, tables })
    assert.isTrue(world.engine.isCurrent(shown.watch.stamp))

    world.forget()
    const again = world.watch(tab, names())
    again.watch.resume(shown.watch.stamp)
    await world.quiet()
    assert.lengthOf(world.requests, 0)
    assert.equal(world.engine.groups, 1)
    await models.Product.create({ name: 'Milk' })
    await world.quiet()
    assert.deepEqual(again.now, ['Milk', 'Tea'])
  })

  test('know what has changed since the query of a tab that left has begun', async ({ assert }) => {
    const tab = world.tab()
    const shown = world.watch(tab, names())
    const { promise, resolve } = Promise.withResolvers<void>()
    tab.pause = () => promise
    const loading = world.load(tab, shown)
    await world.breathe()
    shown.watch.close()
    await models.Product.create({ name: 'Milk' })
    resolve()
    await loading
    assert.isFalse(world.engine.isCurrent(shown.watch.stamp))
    tab.pause = async () => {}
    const again = world.watch(tab, names())
    again.watch.resume(shown.watch.stamp)
    await world.quiet()
    assert.deepEqual(again.now, ['Milk', 'Tea'])
  })

  test('of different queries that nobody has loaded share nothing', async ({ assert }) => {
    const [one, other] = [world.tab(1), world.tab(2)]
    const stamps = [world.watch(one, names('one')), world.watch(other, names('other'))].map(
      ({ watch }) => watch.stamp
    )
    const first = world.watch(one, names('one'))
    const second = world.watch(other, names('other'))
    first.watch.resume(stamps[0])
    second.watch.resume(stamps[1])
    assert.equal(world.engine.groups, 2)
    await world.quiet()
    assert.deepEqual([first.now, second.now], [['Tea'], ['Tea']])
    assert.notEqual(first.watch.stamp.key, second.watch.stamp.key)
  })

  test('of what reads no table stay current in their process', async ({ assert }) => {
    const tab = world.tab()
    const others = await world.open(world.tab(), constant)
    const { watch } = await world.open(tab, constant)
    const { stamp } = watch
    watch.close()
    await models.Product.create({ name: 'Milk' })
    assert.isTrue(world.engine.isCurrent(stamp))
    assert.isFalse(world.engine.isCurrent({ ...stamp, engine: 'another' }))
    world.forget()
    world.watch(tab, constant).watch.resume(stamp)
    await world.quiet()
    assert.lengthOf(world.requests, 0)
    assert.equal(others.now, 1)
  })

  test('are enough to go on with, where that takes little memory: {0}')
    .with([
      ['of few values', 10, 1, []],
      ['of many values', 10, 300, ['tab 1']],
      ['of a long text', 5_000, 1, ['tab 1']],
    ] as [string, number, number, string[]][])
    .run(async ({ assert }, [, length, count, requests]) => {
      const tab = world.tab()
      const live = {
        ...names('n'.repeat(length)),
        query: () => models.Product.query().whereIn('stock', Array(count).fill(0)),
      }
      const { watch } = await world.open(tab, live)
      watch.close()
      world.forget()
      world.watch(tab, live).watch.resume(watch.stamp)
      await world.quiet()
      assert.deepEqual(world.requests, requests)
    })

  test('are kept by who comes back until something newer is shown', async ({ assert }) => {
    const tab = world.tab()
    const { watch } = await world.open(tab, names())
    const { stamp } = watch
    watch.close()
    await models.Product.create({ name: 'Milk' })
    const again = world.watch(tab, names())
    again.watch.resume(stamp)
    assert.deepEqual(again.watch.stamp, stamp)
    again.watch.close()
    assert.deepEqual(again.watch.stamp, stamp)
    const third = world.watch(tab, names())
    third.watch.resume(again.watch.stamp)
    await world.quiet()
    assert.deepEqual(third.now, ['Milk', 'Tea'])
    assert.isAbove(third.watch.stamp.count, stamp.count)
    assert.isTrue(world.engine.isCurrent(third.watch.stamp))
  })

  test('of the last tab that was there run nothing, as long as nothing has changed', async ({
    assert,
  }) => {
    const tab = world.tab()
    const { watch } = await world.open(tab, names())
    watch.close()
    assert.equal(world.engine.groups, 0)
    // Of another table
    await models.Category.create({ name: 'Leaf' })
    await world.quiet()
    world.forget()
    const again = world.watch(tab, names())
    again.watch.resume(watch.stamp)
    await world.quiet()
    assert.deepEqual(world.requests, [])
    await models.Product.create({ name: 'Milk' })
    await world.quiet()
    assert.deepEqual(again.now, ['Milk', 'Tea'])
    assert.deepEqual(world.requests, [tab.id])
  })

  test('of the last tab that was there miss nothing that was written {when}')
    .with([{ when: 'meanwhile' }, { when: 'before it left' }, { when: 'while its query ran' }])
    .run(async ({ assert }, { when }) => {
      const tab = world.tab()
      const write = () => models.Product.create({ name: 'Milk' })
      const shown = world.watch(tab, names())
      tab.pause = async () => void (when === 'while its query ran' && (await write()))
      await world.load(tab, shown)
      tab.pause = async () => {}
      if (when === 'before it left') await write()
      shown.watch.close()
      if (when === 'meanwhile') await write()
      await world.quiet()
      const again = world.watch(tab, names())
      again.watch.resume(shown.watch.stamp)
      await world.quiet()
      assert.deepEqual(again.now, ['Milk', 'Tea'])
    })

  test('of the last tab of many rows, or of many groups, run again', async ({ assert }) => {
    await models.Product.createMany(Array.from({ length: 201 }, (_, at) => ({ name: `${at}` })))
    await world.quiet()
    const tab = world.tab()
    const many = await world.open(tab, names())
    many.watch.close()
    world.forget()
    world.watch(tab, names()).watch.resume(many.watch.stamp)
    await world.quiet()
    assert.deepEqual(world.requests, [tab.id])

    const first = await world.open(tab, constant)
    first.watch.close()
    for (let at = 0; at < 500; at++) {
      const { watch } = await world.open(tab, { ...constant, name: `constant ${at}` })
      watch.close()
    }
    world.forget()
    world.watch(tab, constant).watch.resume(first.watch.stamp)
    await world.quiet()
    assert.deepEqual(world.requests, [tab.id])
  })
})
