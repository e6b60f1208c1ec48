/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { test } from '@japa/runner'
import type { LiveQuery } from '../../../../../src/features/models/live/main.ts'
import { everyTable } from '../../../../../src/features/models/capture/main.ts'
import { LiveWorld, refusalOf } from '../../../../helpers/models/live_world.ts'
import type { LiveTab, Shown, TabContext } from '../../../../helpers/models/live_world.ts'
import { emptyShop, openShop } from '../../../../helpers/models/shop.ts'
import type { ShopModels } from '../../../../helpers/models/shop.ts'

type ProductQuery = ModelQueryBuilderContract<ShopModels['Product']>

test.group('Live engine', (group) => {
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
    world = new LiveWorld(db)
    return () => world.close()
  })

  /** A list of names, of a query over products. */
  function names(
    restrict: (query: ProductQuery, tab: LiveTab) => void = () => {},
    options: Partial<LiveQuery<TabContext, string[], ProductQuery>> = {}
  ): LiveQuery<TabContext, string[], ProductQuery> {
    return {
      name: 'names',
      audience: ({ tab }) => `user:${tab.user}`,
      query: ({ tab }) => {
        const query = models.Product.query().orderBy('name')
        restrict(query, tab)
        return query
      },
      result: async (query) => {
        const products = await query
        return products.map(({ name }) => name)
      },
      ...options,
    }
  }

  const product = (
    name: string,
    values: { price?: number; ownerId?: number; stock?: number } = {}
  ) => models.Product.create({ name, ...values })

  test('a row that is written elsewhere is shown, 50 ms later', async ({ assert }) => {
    await product('Tea')
    const shown = await world.open(world.tab(), names())
    assert.deepEqual(shown.now, ['Tea'])
    await product('Milk')
    world.clock.pass(49)
    await world.settle()
    assert.deepEqual(shown.now, ['Tea'])
    world.clock.pass(1)
    await world.settle()
    assert.deepEqual(shown.now, ['Milk', 'Tea'])
    await db.from('products').where('name', 'Tea').delete()
    await world.quiet()
    assert.deepEqual(shown.now, ['Milk'])
    assert.equal(shown.updates, 2)
  })

  test('what is rolled back is not even looked at', async ({ assert }) => {
    const shown = await world.open(world.tab(), names())
    const trx = await db.transaction()
    await trx.table('products').insert({ name: 'Tea' })
    await trx.rollback()
    assert.isTrue(world.engine.isIdle)
    assert.deepEqual(shown.now, [])
  })

  test('many writes are one run', async ({ assert }) => {
    const shown = await world.open(world.tab(), names())
    for (let n = 0; n < 20; n++) await product(`Tea ${n}`)
    world.forget()
    await world.quiet()
    assert.lengthOf(world.queries, 1)
    assert.lengthOf(shown.now, 20)
  })

  test('a thousand tabs of one audience cost two queries, and its preloads', async ({ assert }) => {
    const tea = await product('Tea', { price: 1 })
    const live = names(
      (query) => query.where('price', '<', 10).preload('category').preload('tags'),
      {
        audience: () => 'everybody',
      }
    )
    const all: Shown<string[]>[] = []
    for (let n = 0; n < 1_000; n++) all.push(await world.open(world.tab(n), live))
    assert.equal(world.engine.groups, 1)
    world.forget()
    await tea.merge({ price: 2, name: 'Green tea' }).save()
    await world.quiet()
    const [update, ...queries] = world.queries
    assert.match(update, /^update/)
    assert.isAtMost(queries.length, 2 + 1)
    assert.isTrue(all.every(({ now }) => now[0] === 'Green tea'))
    assert.isTrue(
      all.every(({ now }) => now === all[0].now),
      'one result for all'
    )
  })

  test('a thousand owners cost two queries, when a row of one of them changes', async ({
    assert,
  }) => {
    const live = names((query, tab) => query.where('owner_id', tab.user))
    const tabs = []
    for (let user = 1; user <= 1_000; user++) tabs.push(await world.open(world.tab(user), live))
    assert.equal(world.engine.groups, 1_000)
    world.forget()
    const tea = await product('Tea', { ownerId: 500 })
    await world.quiet()
    assert.lengthOf(world.queries.splice(0), 1 + 2)
    assert.deepEqual(tabs[499].now, ['Tea'])

    await tea.merge({ name: 'Milk' }).save()
    await world.quiet()
    assert.lengthOf(world.queries.splice(0), 1 + 2)
    assert.deepEqual(tabs[499].now, ['Milk'])

    await tea.merge({ ownerId: 7 }).save()
    await world.quiet()
    assert.lengthOf(world.queries.splice(0), 1 + 1 + 2, 'who has lost it, and who has it now')
    assert.deepEqual([tabs[499].now, tabs[6].now], [[], ['Milk']])

    await tea.delete()
    await world.quiet()
    assert.lengthOf(world.queries.splice(0), 1 + 1)
    assert.equal(
      tabs.reduce((sum, { updates }) => sum + updates, 0),
      5
    )
  })

  test('a thousand queries that cannot be judged keep to the budget, and say meanwhile that there are news', async ({
    assert,
  }) => {
    const live = names((query, tab) => query.whereRaw('owner_id = ? or price > 5', [tab.user]))
    const all = []
    for (let user = 1; user <= 1_000; user++) all.push(await world.open(world.tab(user), live))
    world.forget()
    await product('Tea', { price: 9 })
    world.clock.pass(50)
    await world.settle()
    const counts = [world.requests.length]
    while (world.requests.length < 1_000) {
      world.clock.pass(1_000)
      await world.settle()
      counts.push(world.requests.length)
      if (counts.length === 2) {
        const told = all.filter(({ news }) => news.length > 0)
        assert.isAtLeast(told.length, 500)
        assert.isTrue(told.every(({ updates, news }) => updates === 0 || news.length === 1))
      }
    }
    assert.deepEqual(counts, [200, 400, 600, 800, 1_000])
    assert.isAtMost(world.mostRunning, 4)
    await world.quiet()
    assert.isTrue(all.every(({ now, updates }) => now[0] === 'Tea' && updates === 1))
  })

  test('a group is run four times a second at most', async ({ assert }) => {
    const shown = await world.open(world.tab(), names())
    for (let n = 0; n < 40; n++) {
      await product(`Tea ${n}`)
      world.clock.pass(50)
      await world.settle()
    }
    assert.isAtLeast(shown.updates, 7)
    assert.isAtMost(shown.updates, 9)
    await world.quiet()
    assert.lengthOf(shown.now, 40)
  })

  test('a pace of its own is kept', async ({ assert }) => {
    const shown = await world.open(world.tab(), names(undefined, { pace: 5_000 }))
    await product('Tea')
    world.clock.pass(50)
    await world.settle()
    assert.deepEqual(shown.now, ['Tea'])
    await product('Milk')
    world.clock.pass(4_900)
    await world.settle()
    assert.deepEqual(shown.now, ['Tea'])
    assert.lengthOf(shown.news, 0)
    world.clock.pass(100)
    await world.settle()
    assert.deepEqual(shown.now, ['Milk', 'Tea'])
  })

  test('what a change cannot concern is skipped without a query', async ({ assert }) => {
    const tea = await product('Tea', { price: 1, stock: 1 })
    const milk = await product('Milk', { price: 20 })
    const cheap = await world.open(
      world.tab(),
      names((query) => query.select('id', 'name').where('price', 1))
    )
    const named = await world.open(
      world.tab(),
      names((query) => query.where('name', 'Tea'), { name: 'named' })
    )
    world.forget()
    const skipped: (() => Promise<unknown>)[] = [
      () => tea.related('tags').attach([]),
      () => db.table('tags').insert({ code: 'a' }),
      () => models.Product.query().where('id', milk.id).update({ stock: 4 }),
      () => models.Product.query().where('id', milk.id).update({ price: 30 }),
      () => models.Product.query().where('id', milk.id).delete(),
    ]
    for (const write of skipped) {
      await write()
      await world.quiet()
    }
    const selects = world.queries.filter((sql) => sql.startsWith('select'))
    // Only a price decides on the first list
    assert.lengthOf(selects, 1)
    assert.match(selects[0], /where `id` in/)
    assert.deepEqual([cheap.updates, named.updates], [0, 0])
    await tea.merge({ stock: 9 }).save()
    await world.quiet()
    assert.deepEqual([cheap.updates, named.updates], [0, 1])
  })

  test('rows of preloads, of transformers and of tables that are named count as well', async ({
    assert,
  }) => {
    const drinks = await models.Category.create({ name: 'Drinks' })
    const other = await models.Category.create({ name: 'Other' })
    const tea = await product('Tea')
    await tea.related('category').associate(drinks)
    const live: LiveQuery<TabContext, string[], ProductQuery> = {
      ...names((query) => query.preload('category').preload('tags')),
      result: async (query) => {
        const products = await query
        const { $extras } = await models.Category.query().count('* as total').firstOrFail()
        return products.map(
          ({ name, category, tags }) =>
            `${name}/${category?.name}/${tags.map(({ code }) => code)}/${$extras.total}`
        )
      },
    }
    const shown = await world.open(world.tab(), live)
    assert.deepEqual(shown.now, ['Tea/Drinks//2'])
    await drinks.merge({ name: 'Hot drinks' }).save()
    await world.quiet()
    assert.deepEqual(shown.now, ['Tea/Hot drinks//2'])
    await tea.related('tags').create({ code: 'green' })
    await world.quiet()
    assert.deepEqual(shown.now, ['Tea/Hot drinks/green/2'])
    await other.merge({ name: 'Others' }).save()
    await world.quiet()
    assert.equal(shown.updates, 2, 'a category that is neither shown nor counted anew')
    await other.delete()
    await world.quiet()
    assert.deepEqual(shown.now, ['Tea/Hot drinks/green/1'])

    const depends = [{ connection: 'shop', table: 'categories' }]
    const cascading = await world.open(
      world.tab(),
      names(undefined, { name: 'cascading', depends })
    )
    await drinks.delete()
    await world.quiet()
    assert.deepEqual(cascading.now, [])
  })

  test('a page keeps its rows at its borders', async ({ assert }) => {
    for (const name of ['B', 'D', 'F', 'H']) await product(name, { price: 1 })
    const page = (offset: number) =>
      names((query) => query.where('price', 1).limit(2).offset(offset), { name: `page ${offset}` })
    const first = await world.open(world.tab(), page(0))
    const second = await world.open(world.tab(), page(2))
    const both = async () => {
      await world.quiet()
      return [...first.now, ...second.now].join('')
    }
    assert.equal(await both(), 'BDFH')
    await product('A', { price: 1 })
    assert.equal(await both(), 'ABDF')
    await db.from('products').where('name', 'A').update({ price: 2 })
    assert.equal(await both(), 'BDFH')
    await db.from('products').where('name', 'H').update({ name: 'AA' })
    assert.equal(await both(), 'AABDF')
    await db.from('products').where('name', 'AA').delete()
    assert.equal(await both(), 'BDF')
  })

  test('a count follows the rows that it counts', async ({ assert }) => {
    const count: LiveQuery<TabContext, number, ProductQuery> = {
      name: 'count',
      audience: () => 'all',
      query: () => models.Product.query().where('price', 1).count('* as total'),
      result: async (query) => Number((await query)[0].$extras.total),
    }
    const tea = await product('Tea', { price: 1 })
    const milk = await product('Milk', { price: 2 })
    const shown = await world.open(world.tab(), count)
    assert.equal(shown.now, 1)
    await tea.merge({ stock: 5, name: 'Green tea' }).save()
    await world.quiet()
    assert.equal(shown.updates, 0)
    await tea.merge({ price: 2 }).save()
    await world.quiet()
    assert.equal(shown.now, 0)
    await milk.merge({ price: 1 }).save()
    await world.quiet()
    assert.equal(shown.now, 1)
    await milk.delete()
    await world.quiet()
    assert.equal(shown.now, 0)
  })

  test('a change while a tab loads for the first time is not missed', async ({ assert }) => {
    const tab = world.tab()
    let isFirst = true
    const shown = world.watch(tab, {
      ...names(),
      result: async (query) => {
        const products = await query
        if (isFirst) {
          isFirst = false
          await product('Tea')
          // It is looked at before anybody knows what the tab has read
          await world.quiet()
        }
        return products.map(({ name }) => name)
      },
    } satisfies LiveQuery<TabContext, string[], ProductQuery>)
    await world.load(tab, shown)
    assert.deepEqual(shown.now, [])
    await world.quiet()
    assert.deepEqual(shown.now, ['Tea'])
  })

  test('a change that a slow load has not read is not missed, though others have: {0}')
    .with([
      ['a load of another tab', 'load', false],
      ['a load of another tab, and it may be of any table', 'load', true],
      ['a run for an earlier change', 'run', false],
    ] as const)
    .run(async ({ assert }, [, reader, isAny]) => {
      const held = Promise.withResolvers<void>()
      const query = names(() => {}, {
        result: async (rows) => {
          const products = await rows
          return products.map(({ name, price }) => `${name} ${price}`)
        },
      })
      await product('Tea', { price: 1 })
      const tab = world.tab()
      const shown = await world.open(tab, query)
      if (reader === 'run') {
        // The next run waits for its pace
        for (const price of [2, 3]) {
          await db.from('products').update({ price })
          world.clock.pass(50)
          await world.settle()
        }
        world.clock.pass(180)
      }
      const slow = world.tab()
      const late = world.watch(slow, {
        ...query,
        result: async (rows: ProductQuery, context: TabContext) => {
          const result = await query.result(rows, context)
          if (context.tab === slow) await held.promise
          return result
        },
      })
      const loading = world.load(slow, late)
      await world.breathe()
      await db.from('products').update({ price: 9 })
      if (isAny) world.engine.receive([everyTable('shop')])
      if (reader === 'load') await world.load(tab, shown)
      else {
        world.clock.pass(20)
        await world.settle()
      }
      assert.deepEqual(shown.now, ['Tea 9'])
      held.resolve()
      await loading
      await world.quiet()
      assert.deepEqual(late.now, ['Tea 9'])
    })

  test('a change that waits with one of every table is not missed', async ({ assert }) => {
    // What was changed before the tab came, and what is changed now, are one batch
    world.engine.receive([everyTable('shop')])
    const shown = await world.open(world.tab(), names())
    await product('Tea')
    await world.quiet()
    assert.deepEqual(shown.now, ['Tea'])
    assert.equal(shown.updates, 1)
  })

  test('a change during a run means another run', async ({ assert }) => {
    const shown = await world.open(world.tab(), {
      ...names(),
      result: async (query) => {
        const found = await query
        if (found.length === 1) {
          await db.table('products').insert({ name: 'Milk' })
          world.clock.pass(50)
          await world.breathe()
        }
        return found.map(({ name }) => name)
      },
    } satisfies LiveQuery<TabContext, string[], ProductQuery>)
    await product('Tea')
    await world.quiet()
    assert.deepEqual(shown.now, ['Milk', 'Tea'])
  })

  test('an own write shows in the own event, and does not flicker', async ({ assert }) => {
    const [tab, other] = [world.tab(), world.tab()]
    const shown = await world.open(tab, names())
    const elsewhere = await world.open(other, names())
    let release = () => {}
    world.onRequest = () => new Promise<void>((resolve) => (release = resolve))
    await product('Tea')
    world.clock.pass(50)
    await Promise.resolve()
    // A run is under way; the tab's own event is faster
    await product('Milk')
    await world.load(tab, shown)
    assert.deepEqual(shown.now, ['Milk', 'Tea'])
    world.onRequest = () => {}
    release()
    await world.quiet()
    assert.deepEqual(elsewhere.now, ['Milk', 'Tea'])
    assert.deepEqual(shown.now, ['Milk', 'Tea'])
  })

  test('an own write of the only tab is not run again', async ({ assert }) => {
    const tab = world.tab()
    const shown = await world.open(tab, names())
    await product('Tea')
    await world.load(tab, shown)
    world.forget()
    await world.quiet()
    assert.lengthOf(world.queries, 0)
    assert.deepEqual(shown.now, ['Tea'])
  })

  test('a run that is refused takes the rows of that tab away, and another tab runs it', async ({
    assert,
  }) => {
    const [one, two] = [world.tab(), world.tab()]
    const live = names()
    const first = await world.open(one, live)
    const second = await world.open(two, live)
    one.refusal = refusalOf(403)
    await product('Tea')
    await world.quiet()
    assert.equal(first.refusal, one.refusal)
    assert.isTrue(first.watch.isClosed)
    assert.deepEqual(second.now, ['Tea'])
    two.refusal = refusalOf(401)
    await product('Milk')
    await world.quiet()
    assert.equal(world.engine.groups, 0)
  })

  test('a tab that is gone is no refusal, and its neighbour runs the query', async ({ assert }) => {
    const [one, two] = [world.tab(), world.tab()]
    const first = await world.open(one, names())
    const second = await world.open(two, names())
    one.isGone = true
    await product('Tea')
    await world.quiet()
    assert.isUndefined(first.refusal)
    assert.isTrue(first.watch.isClosed)
    assert.deepEqual(second.now, ['Tea'])
  })

  test('a run that fails keeps the rows, and is tried again, later each time', async ({
    assert,
  }) => {
    const tab = world.tab()
    const shown = await world.open(tab, names())
    tab.refusal = new Error('the database is down')
    await product('Tea')
    world.clock.pass(50)
    await world.settle()
    assert.lengthOf(world.requests, 1)
    for (const delay of [1_000, 2_000, 4_000]) {
      world.forget()
      world.clock.pass(delay - 1)
      await world.settle()
      assert.lengthOf(world.requests, 0)
      world.clock.pass(1)
      await world.settle()
      assert.lengthOf(world.requests, 1)
    }
    assert.deepEqual(shown.now, [])
    tab.refusal = undefined
    await world.quiet()
    assert.deepEqual(shown.now, ['Tea'])
  })

  test('a user who gets another role is asked anew, and shares with others then', async ({
    assert,
  }) => {
    await product('Tea', { price: 1 })
    await product('Gold', { price: 100 })
    const live = names(
      (query, tab) => {
        if (tab.role !== 'chief') query.where('price', 1)
      },
      { audience: ({ tab }) => tab.role, grants: [{ connection: 'shop', table: 'tags' }] }
    )
    const [one, two, chief] = [world.tab(1), world.tab(2), world.tab(3)]
    chief.role = 'chief'
    const first = await world.open(one, live)
    const second = await world.open(two, live)
    const third = await world.open(chief, live)
    assert.equal(world.engine.groups, 2)
    assert.deepEqual(third.now, ['Gold', 'Tea'])

    one.role = 'chief'
    world.engine.recheck(one.id)
    await world.quiet()
    assert.deepEqual([first.now, second.now], [['Gold', 'Tea'], ['Tea']])

    chief.role = 'staff'
    two.refusal = refusalOf(403)
    await db.table('tags').insert({ code: String(++changes) })
    await world.quiet()
    assert.deepEqual(third.now, ['Tea'])
    assert.equal(second.refusal, two.refusal)
    assert.isUndefined(first.refusal)
  })

  /** What is shown to tabs with a role, of which a table decides. */
  const granted = () =>
    names(
      (query, tab) => {
        if (tab.role !== 'chief') query.where('price', 1)
      },
      {
        audience: ({ tab }) => tab.role,
        permit: async ({ tab }) => {
          if (tab.refusal) throw tab.refusal
        },
        grants: [{ connection: 'shop', table: 'tags' }],
      }
    )

  let changes = 0
  const rolesChange = () => db.table('tags').insert({ code: String(++changes) })

  test('a user who gets another role while their tab is away is asked anew when it comes back: {0}')
    .with([
      ['as the only one', false],
      ['while others see the same', true],
    ] as const)
    .run(async ({ assert }, [, hasOthers]) => {
      await product('Tea', { price: 1 })
      await product('Gold', { price: 100 })
      const live = granted()
      const [one, two, other] = [world.tab(1), world.tab(2), world.tab(3)]
      for (const tab of [one, two, other]) tab.role = 'chief'
      const first = await world.open(one, live)
      const second = await world.open(two, live)
      if (hasOthers) await world.open(other, live)
      first.watch.close()
      second.watch.close()
      one.role = 'staff'
      two.refusal = refusalOf(403)
      await rolesChange()
      await world.quiet()

      const again = world.watch(one, live)
      const refused = world.watch(two, live)
      again.watch.resume(first.watch.stamp)
      refused.watch.resume(second.watch.stamp)
      await world.quiet()
      assert.deepEqual(again.now, ['Tea'])
      assert.equal(refused.refusal, two.refusal)
    })

  test('a user who gets another role right before their tab goes away is asked when it comes back', async ({
    assert,
  }) => {
    await product('Gold', { price: 100 })
    const live = granted()
    const [one, other] = [world.tab(1), world.tab(2)]
    for (const tab of [one, other]) tab.role = 'chief'
    const shown = await world.open(one, live)
    await world.open(other, live)
    one.refusal = refusalOf(403)
    await rolesChange()
    // It is shown what another one loads, and goes before it is asked itself
    const isAsked = new Promise<void>((resolve) => {
      world.onRequest = (tab) => {
        if (tab !== one) return
        resolve()
        return world.breathe()
      }
    })
    await product('Tea', { price: 1 })
    world.clock.pass(50)
    await isAsked
    shown.watch.close()
    await world.quiet()
    world.onRequest = () => {}
    const again = world.watch(one, live)
    again.watch.resume(shown.watch.stamp)
    await world.quiet()
    assert.equal(again.refusal, one.refusal)
  })

  test('tabs that another process takes up are asked anew, each of them', async ({ assert }) => {
    const live = granted()
    const [one, two] = [world.tab(1), world.tab(2)]
    const stamps = []
    for (const tab of [one, two]) {
      const { watch } = await world.open(tab, live)
      stamps.push({ ...watch.stamp, engine: 'another' })
      watch.close()
    }
    two.refusal = refusalOf(403)
    const first = world.watch(one, live)
    const second = world.watch(two, live)
    first.watch.resume(stamps[0])
    second.watch.resume(stamps[1])
    await world.quiet()
    assert.isUndefined(first.refusal)
    assert.equal(second.refusal, two.refusal)
  })

  test('a tab that comes back is not asked where no role has changed meanwhile', async ({
    assert,
  }) => {
    const live = granted()
    const tab = world.tab()
    await rolesChange()
    await world.quiet()
    const { watch } = await world.open(tab, live)
    watch.close()
    world.forget()
    const again = world.watch(tab, live)
    again.watch.resume(watch.stamp)
    await world.quiet()
    assert.deepEqual(world.requests, [])
    assert.deepEqual(world.queries, [])
    again.watch.close()
    await rolesChange()
    await world.quiet()
    const third = world.watch(tab, live)
    third.watch.resume(again.watch.stamp)
    await world.quiet()
    assert.deepEqual(world.requests, [tab.id])
  })

  test('a tab that is asked anew while it loads is asked once more', async ({ assert }) => {
    await product('Tea', { price: 1 })
    await product('Gold', { price: 100 })
    const tab = world.tab()
    const shown = world.watch(tab, {
      ...names((query) => {
        if (tab.role !== 'chief') query.where('price', 1)
      }),
      permit: async () => {
        if (tab.refusal) throw tab.refusal
      },
      result: async (query) => {
        const products = await query
        await world.breathe()
        return products.map(({ name }) => name)
      },
    } satisfies LiveQuery<TabContext, string[], ProductQuery>)
    const loading = world.load(tab, shown)
    await Promise.resolve()
    tab.role = 'chief'
    world.engine.recheck(tab.id)
    await loading
    await world.quiet()
    assert.deepEqual(shown.now, ['Gold', 'Tea'])

    const again = world.load(tab, shown)
    await Promise.resolve()
    tab.refusal = refusalOf(403)
    world.engine.recheck(tab.id)
    world.clock.pass(250)
    await assert.rejects(() => again, 'refused: 403')
    assert.equal(shown.refusal, tab.refusal)
  })

  test('one who would see something else moves, while the others stay together', async ({
    assert,
  }) => {
    const live = names((query, tab) => query.where('owner_id', tab.role === 'staff' ? 1 : 2), {
      audience: () => 'all',
    })
    const [one, two] = [world.tab(), world.tab()]
    const first = await world.open(one, live)
    const second = await world.open(two, live)
    assert.equal(world.engine.groups, 1)
    one.role = 'other'
    await product('Tea', { ownerId: 1 })
    await product('Milk', { ownerId: 2 })
    await world.quiet()
    assert.deepEqual([first.now, second.now], [['Milk'], ['Tea']])
    assert.equal(world.engine.groups, 2)
  })

  test('hooks that add to a query tell its tabs apart', async ({ assert }) => {
    let owner = 1
    class Scoped extends models.Product {
      static override table = 'products'
    }
    Scoped.boot()
    Scoped.before('fetch', (query) => void query.where('owner_id', owner))
    const live: LiveQuery<TabContext, number, ReturnType<typeof Scoped.query>> = {
      name: 'scoped',
      audience: () => 'all',
      query: ({ tab }) => {
        owner = tab.user
        return Scoped.query()
      },
      result: async (query) => (await query).length,
    }
    await product('Tea', { ownerId: 1 })
    const first = await world.open(world.tab(1), live)
    const second = await world.open(world.tab(2), live)
    assert.deepEqual([first.now, second.now], [1, 0])
    assert.equal(world.engine.groups, 2)
  })

  test('one that only wants to hear of news is never run', async ({ assert }) => {
    const tea = await product('Tea', { price: 1 })
    const shown = await world.open(
      world.tab(),
      names((query) => query.where('price', 1), { mode: 'news' })
    )
    world.forget()
    await tea.merge({ stock: 3 }).save()
    await product('Gold', { price: 100 })
    await tea.delete()
    await world.quiet()
    assert.deepEqual(shown.news, [])
    const milk = await product('Milk', { price: 1 })
    await world.quiet()
    assert.deepEqual(shown.news, [{ ids: [milk.id] }])
    assert.lengthOf(world.requests, 0)
    await milk.merge({ price: 2 }).save()
    await world.quiet()
    assert.lengthOf(shown.news, 1, 'it has left')
    await db.rawQuery('update products set price = 1')
    await world.quiet()
    assert.deepEqual(shown.news.at(-1), { ids: 'all' })
  })

  test('a tab that wakes is told whether anything has changed', async ({ assert }) => {
    await product('Tea')
    const { watch } = await world.open(world.tab(), names())
    const stamp = JSON.parse(JSON.stringify(watch.stamp)) as typeof watch.stamp
    watch.close()
    assert.equal(world.engine.groups, 0)
    await db.table('tags').insert({ code: 'a' })
    assert.isTrue(world.engine.isCurrent(stamp))
    await product('Milk')
    assert.isFalse(world.engine.isCurrent(stamp))
    assert.isFalse(world.engine.isCurrent({ ...stamp, engine: 'another', count: Infinity }))
  })

  test('a write that says nothing of its table counts for all', async ({ assert }) => {
    const shown = await world.open(world.tab(), names())
    await product('Tea')
    await world.quiet()
    world.engine.receive([
      { connection: 'shop', table: '*', operation: 'any', key: 'id', ids: 'all', columns: 'all' },
    ])
    await world.quiet()
    assert.equal(shown.updates, 2)
    world.engine.receive([
      { connection: 'other', table: '*', operation: 'any', key: 'id', ids: 'all', columns: 'all' },
    ])
    await world.quiet()
    assert.equal(shown.updates, 2)
  })

  test('runs are not done on behalf of the writer', async ({ assert }) => {
    const { AsyncLocalStorage } = await import('node:async_hooks')
    const request = new AsyncLocalStorage<string>()
    const seen: (string | undefined)[] = []
    world.onRequest = () => void seen.push(request.getStore())
    await world.open(world.tab(), names())
    await request.run('the writer', () => product('Tea'))
    await world.quiet()
    assert.deepEqual(seen, [undefined])
  })

  test('a check that fails is tried again, later each time', async ({ assert }) => {
    const tab = world.tab()
    await world.open(tab, names())
    tab.refusal = new Error('the database is down')
    world.forget()
    world.engine.recheck(tab.id)
    await world.settle()
    assert.lengthOf(world.requests, 1)
    for (const delay of [1_000, 2_000, 4_000]) {
      world.forget()
      world.clock.pass(delay - 1)
      await world.settle()
      assert.lengthOf(world.requests, 0)
      world.clock.pass(1)
      await world.settle()
      assert.lengthOf(world.requests, 1)
    }
  })

  test('a viewer that fails is its own affair', async ({ assert }) => {
    const shown = await world.open(world.tab(), names())
    const failing = world.engine.watch(world.tab().id, names() as never, {
      show: () => {
        throw new Error('mine')
      },
      news: () => {},
      refused: () => {},
    })
    await failing.load([...world.tabs.values()][1])
    await product('Tea')
    await world.quiet()
    assert.deepEqual(shown.now, ['Tea'])
  })

  test('after its end nothing waits and nothing is run', async ({ assert }) => {
    const tab = world.tab()
    await world.open(tab, names())
    await product('Tea')
    world.engine.closeTab(tab.id)
    assert.equal(world.engine.groups, 0)
    world.engine.close()
    assert.equal(world.clock.waiting, 0)
    world.forget()
    await product('Milk')
    world.clock.pass(1_000)
    await world.settle()
    assert.lengthOf(world.requests, 0)
  })
})
