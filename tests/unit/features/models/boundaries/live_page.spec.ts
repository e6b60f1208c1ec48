/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { test } from '@japa/runner'
import { LivePage } from '../../../../../src/features/models/boundaries/main.ts'
import type {
  PageRow,
  PageSource,
  Pending,
} from '../../../../../src/features/models/boundaries/main.ts'
import type { ProductQuery } from '../../../../helpers/models/live_shop.ts'
import { LiveWorld, refusalOf } from '../../../../helpers/models/live_world.ts'
import type { LiveTab, TabContext } from '../../../../helpers/models/live_world.ts'
import { emptyShop, openShop } from '../../../../helpers/models/shop.ts'
import type { ShopModels } from '../../../../helpers/models/shop.ts'

interface ProductRow extends PageRow {
  id: number
  name: string
  price: number
}

/** A request that turns to another page. */
interface Numbered extends TabContext {
  number?: number
}

test.group('Live page', (group) => {
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
    await db
      .table('products')
      .multiInsert(
        ['b', 'd', 'f', 'h', 'j'].map((name, index) => ({ id: index + 1, name, price: 1 }))
      )
    world = new LiveWorld(db)
    return () => world.close()
  })

  /** A page of two products by name, of those that cost 1 or belong to nobody. */
  function open(tab: LiveTab, first: number) {
    let number = first
    const source: PageSource<TabContext, ProductRow, ProductQuery> = {
      name: 'products',
      key: 'id',
      keyOf: ({ id }) => id,
      isFirst: (context) => ((context as Numbered).number ?? number) === 1,
      audience: () => 'all',
      permit: async () => {
        const { refusal } = tab
        if (refusal) throw refusal
      },
      query: (context) =>
        models.Product.query()
          .where('price', 1)
          .orWhere('price', 2)
          .orderBy('name')
          .forPage((context as Numbered).number ?? number, 2),
      result: async (query) => {
        const rows = await query
        await tab.pause()
        return rows.map(({ id, name, price }) => ({ id, name, price }))
      },
    }
    const told = { pending: [] as Pending[], refusal: undefined as Error | undefined }
    const page = new LivePage<TabContext, ProductRow, ProductQuery>(world.engine, tab.id, source, {
      show: () => {},
      pending: (pending) => void told.pending.push(pending),
      refused: (error) => (told.refusal = error),
    })
    const text = async () => {
      await world.quiet()
      return page.rows.map(({ name, price }) => `${name}${price}`).join(' ')
    }
    // Runs that nobody of the tab has asked for see the number once the load is over
    const turn = async (to: number) => {
      const request: Numbered = { tab, number: to }
      const rows = await page.load(request)
      number = to
      return rows
    }
    return { page, told, text, turn }
  }

  /** Has something happen while the rows that keep their places are read, which are the second query of a load. */
  function meanwhile(tab: LiveTab, work: () => PromiseLike<unknown>): void {
    let calls = 0
    tab.pause = async () => {
      if (++calls !== 2) return
      await work()
      await world.quiet()
    }
  }

  const insert = (name: string, price = 1) => db.table('products').insert({ name, price })
  const update = async (name: string, values: object) => {
    const { id } = await models.Product.findByOrFail('name', name)
    await db.from('products').where('id', id).update(values)
  }

  test('the first page is live altogether', async ({ assert }) => {
    const tab = world.tab()
    const { page, text, told } = open(tab, 1)
    await page.load(tab)
    assert.equal(await text(), 'b1 d1')
    await insert('a')
    assert.equal(await text(), 'a1 b1')
    await update('b', { price: 9 })
    assert.equal(await text(), 'a1 d1')
    assert.isEmpty(told.pending)
  })

  test('on later ones, rows change and vanish in place, and others are counted', async ({
    assert,
  }) => {
    const tab = world.tab()
    const { page, text } = open(tab, 2)
    await page.load(tab)
    assert.equal(await text(), 'f1 h1')
    await insert('a')
    assert.equal(await text(), 'f1 h1', 'it comes before, and moves nothing')
    assert.deepEqual(page.pending, { count: 1, isExact: true })
    await update('f', { price: 2 })
    assert.equal(await text(), 'f2 h1')
    await update('h', { name: 'c' })
    assert.equal(await text(), 'f2 c1', 'it is of another page, and still there')
    await update('f', { price: 9 })
    assert.equal(await text(), 'c1')
    await (await models.Product.findByOrFail('name', 'c')).delete()
    assert.equal(await text(), '')
    assert.deepEqual(page.pending, { count: 1, isExact: true })
    await page.load(tab)
    assert.equal(await text(), 'd1 j1')
    assert.deepEqual(page.pending, { count: 0, isExact: true })
  })

  /** Has the second query of a tab fail from now on, and no other. */
  function failSecond(tab: LiveTab): void {
    let asked = 0
    const refusal = () => (++asked === 2 ? new Error('The second one') : undefined)
    Object.defineProperty(tab, 'refusal', { get: refusal })
  }

  test('a selection that cannot be held counts nothing', async ({ assert }) => {
    const tab = world.tab()
    const { page, text, told } = open(tab, 1)
    await page.load(tab)
    await insert('a')
    failSecond(tab)
    await assert.rejects(() => page.hold('selection', tab), 'The second one')
    assert.isEmpty(told.pending)
    assert.deepEqual(page.pending, { count: 0, isExact: true })
    assert.equal(await text(), 'a1 b1')
  })

  test('a later page that cannot be loaded again is followed as before', async ({ assert }) => {
    const tab = world.tab()
    const { page, text } = open(tab, 2)
    await page.load(tab)
    await insert('a')
    failSecond(tab)
    await assert.rejects(() => page.load(tab), 'The second one')
    assert.equal(await text(), 'f1 h1')
    await update('h', { price: 2 })
    assert.equal(await text(), 'f1 h2')
    assert.deepEqual(page.pending, { count: 1, isExact: true })
  })

  test('two tabs of one page are told of what is new to each', async ({ assert }) => {
    const [early, late] = [world.tab(), world.tab()]
    const one = open(early, 2)
    const other = open(late, 2)
    await one.page.load(early)
    await insert('a')
    await insert('e')
    await other.page.load(late)
    assert.equal(await one.text(), 'f1 h1')
    assert.equal(await other.text(), 'd1 e1')
    assert.deepEqual(one.page.pending, { count: 2, isExact: true })
    assert.deepEqual(other.page.pending, { count: 0, isExact: true })
    await insert('c')
    await update('e', { price: 2 })
    assert.equal(await other.text(), 'd1 e2')
    assert.deepEqual(one.page.pending, { count: 3, isExact: true })
    assert.deepEqual(other.page.pending, { count: 1, isExact: true })
  })

  test('a selection keeps the first page where it is', async ({ assert }) => {
    const tab = world.tab()
    const { page, text, told } = open(tab, 1)
    await page.load(tab)
    await insert('a')
    await page.hold('selection', tab)
    assert.equal(await text(), 'b1 d1')
    assert.deepEqual(page.pending, { count: 1, isExact: true })
    await insert('aa')
    await update('d', { price: 2 })
    assert.equal(await text(), 'b1 d2')
    assert.deepEqual(told.pending.at(-1), { count: 2, isExact: true })
    assert.isFalse(page.mayMove)
    page.release('selection')
    assert.isTrue(page.mayMove)
    await page.load(tab)
    assert.equal(await text(), 'a1 aa1')
    await insert('A')
    assert.equal(await text(), 'A1 a1')
    assert.equal(page.pending.count, 0)
  })

  test('a page that was passed over before its tab was there goes on with what it shows', async ({
    assert,
  }) => {
    for (const number of [1, 2]) {
      const tab = world.tab()
      const { page, text } = open(tab, number)
      tab.isGone = true
      const rows = await page.load(tab)
      await update(rows[0].name, { price: 2 })
      await insert(`a${number}`)
      await world.quiet()
      assert.isFalse(page.isOpen)
      tab.isGone = false
      page.resume(rows, page.stamp!)
      const [first] = rows
      assert.include(await text(), `${first.name}2`)
      assert.equal(page.pending.count > 0, number === 2)
      await update(rows[0].name, { price: 1 })
      assert.include(await text(), `${first.name}1`)
      page.close()
    }
  })

  test('one that comes back twice without being run is as old as before', async ({ assert }) => {
    const tab = world.tab()
    const { page, text } = open(tab, 1)
    const rows = await page.load(tab)
    const { stamp } = page
    page.stop()
    await update('b', { price: 2 })
    page.resume(rows, stamp!)
    const again = page.stamp
    page.stop()
    await world.quiet()
    assert.deepEqual(again, stamp)
    page.resume(rows, again!)
    assert.equal(await text(), 'b2 d1')
  })

  test('a page whose rows could not be held goes on moving', async ({ assert }) => {
    const tab = world.tab()
    const { page, text } = open(tab, 1)
    await page.load(tab)
    tab.refusal = refusalOf(403)
    await assert.rejects(() => page.hold('selection', tab), 'refused: 403')
    await assert.rejects(() => page.edit(1, 'price', tab), 'refused: 403')
    tab.refusal = undefined
    assert.isFalse(page.isInPlace)
    await insert('a')
    await update('b', { price: 2 })
    assert.equal(await text(), 'a1 b2')
    await page.hold('selection', tab)
    await insert('aa')
    assert.equal(await text(), 'a1 b2')
  })

  test('a cell that is edited is not written over, and its row stays', async ({ assert }) => {
    const tab = world.tab()
    const { page, text } = open(tab, 1)
    await page.load(tab)
    await page.edit(1, 'price', tab)
    await update('b', { price: 2, name: 'b!' })
    assert.equal(await text(), 'b!1 d1')
    await db.from('products').where('id', 2).delete()
    assert.equal(await text(), 'b!1')
    page.edited(1, 'price')
    assert.equal(await text(), 'b!2')
    await page.edit(1, 'name', tab)
    await db.from('products').where('id', 1).delete()
    assert.equal(await text(), 'b!2')
    page.edited(1, 'name')
    assert.equal(await text(), '')
  })

  test('what the page before is told while another one is loaded is not of that', async ({
    assert,
  }) => {
    const tab = world.tab()
    const { page, text, turn } = open(tab, 1)
    await page.load(tab)
    meanwhile(tab, () => insert('a'))
    const rows = await turn(2)
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['f', 'h']
    )
    assert.equal(await text(), 'f1 h1')
    assert.equal(page.pending.count, 1)
    await update('f', { price: 2 })
    assert.equal(await text(), 'f2 h1')
  })

  test('rows keep the places that they have had before something came meanwhile', async ({
    assert,
  }) => {
    const tab = world.tab()
    const { page, text } = open(tab, 1)
    await page.load(tab)
    meanwhile(tab, () => insert('a'))
    await page.hold('selection', tab)
    assert.equal(await text(), 'b1 d1')
    assert.equal(page.pending.count, 1)
  })

  test('what has come while another page could not be loaded is shown', async ({ assert }) => {
    const tab = world.tab()
    const { page, text, turn } = open(tab, 1)
    await page.load(tab)
    meanwhile(tab, async () => {
      await insert('a')
      await world.quiet()
      throw new Error('the database is down')
    })
    await assert.rejects(() => turn(2), 'the database is down')
    assert.equal(page.rows.map(({ name }) => name).join(' '), 'a b')
    await turn(1)
    await insert('A')
    assert.equal(await text(), 'A1 a1')
  })

  test('what changes elsewhere costs a page that keeps its places nothing', async ({ assert }) => {
    const tab = world.tab()
    const { page } = open(tab, 2)
    await page.load(tab)
    world.forget()
    await update('j', { stock: 3 })
    await update('b', { price: 2 })
    await world.quiet()
    assert.isEmpty(world.requests)
  })

  test('a load that fails leaves the page as it was, a refusal empties it', async ({ assert }) => {
    const tab = world.tab()
    const { page, text, told } = open(tab, 1)
    await page.load(tab)
    tab.refusal = new Error('the database is down')
    await assert.rejects(() => page.load(tab), 'the database is down')
    tab.refusal = undefined
    await insert('a')
    assert.equal(await text(), 'a1 b1')
    tab.refusal = refusalOf(403)
    await insert('A')
    assert.equal(await text(), '')
    assert.equal(told.refusal, tab.refusal)
    page.close()
    assert.equal(world.engine.groups, 0)
  })
})
