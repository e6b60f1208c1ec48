/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import type { Database } from '@adonisjs/lucid/database'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { everyTable } from '../../../../../src/features/models/capture/main.ts'
import { ChangeNews } from '../../../../../src/features/models/news/main.ts'
import { DIALECTS, freshDatabase, lucid } from '../../../../helpers/models/databases.ts'
import type { DialectName } from '../../../../helpers/models/databases.ts'
import { HandClock } from '../../../../helpers/models/hand_clock.ts'
import { shopQueries } from '../../../../helpers/models/live_shop.ts'
import type { ShopQuery } from '../../../../helpers/models/live_shop.ts'
import { LiveWorld, refusalOf } from '../../../../helpers/models/live_world.ts'
import type { LiveTab, Shown } from '../../../../helpers/models/live_world.ts'
import { LossyBus } from '../../../../helpers/models/lossy_bus.ts'
import { createShop, emptyShop, shopModels } from '../../../../helpers/models/shop.ts'

/** One of the two processes. */
interface Process {
  world: LiveWorld
  news: ChangeNews
  queries: ShopQuery[]
}

interface Watched {
  process: Process
  tab: LiveTab
  query: ShopQuery
  shown: Shown<unknown[]>
}

const small = fc.nat({ max: 3 })
const price = fc.nat({ max: 6 })
const values = fc.record(
  {
    owner_id: fc.integer({ min: 1, max: 3 }),
    price,
    stock: fc.nat({ max: 2 }),
    category_id: fc.constantFrom(1, 2, null),
  },
  { requiredKeys: [] }
)
const someValues = values.filter((each) => Object.keys(each).length > 0)

const write = fc.oneof(
  fc.record({ do: fc.constant('insert' as const), values }),
  fc.record({
    do: fc.constant('insert many' as const),
    values: fc.array(values, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ do: fc.constant('update' as const), at: fc.nat(), values: someValues }),
  fc.record({ do: fc.constant('update some' as const), price, values: someValues }),
  fc.record({ do: fc.constant('rename' as const), at: fc.nat() }),
  fc.record({ do: fc.constant('count up' as const), at: fc.nat() }),
  fc.record({ do: fc.constant('delete' as const), at: fc.nat() }),
  fc.record({ do: fc.constant('delete some' as const), price }),
  fc.record({ do: fc.constant('text' as const), price }),
  fc.record({ do: fc.constant('upsert' as const), at: fc.nat(), price }),
  fc.record({ do: fc.constant('tag' as const), at: fc.nat(), code: fc.constantFrom('a', 'b') }),
  fc.record({ do: fc.constant('untag' as const), at: fc.nat() }),
  fc.record({ do: fc.constant('category' as const), name: fc.constantFrom('c1', 'c2', 'c3') })
)

type Write = typeof write extends fc.Arbitrary<infer T> ? T : never

const action = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('write' as const), process: small, write }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('transaction' as const),
      process: small,
      writes: fc.array(write, { minLength: 1, maxLength: 4 }),
      inner: fc.array(write, { maxLength: 2 }),
      keepsInner: fc.boolean(),
      commits: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('wait' as const), time: fc.nat({ max: 400 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      process: small,
      query: fc.nat(),
      user: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reload' as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), at: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('role' as const),
      at: fc.nat(),
      role: fc.constantFrom('staff', 'chief'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refuse' as const), at: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const), isLosing: fc.boolean() }) }
)

type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

/**
 * Two processes, many tabs, and whatever may happen to them.
 *
 * @param runs - how many times; `MODEL_RUNS` says another number
 */
function consistencySuite(dialect: DialectName, tags: string[], runs: number): void {
  test.group(`Live engine | consistency on ${dialect}`, (group) => {
    let databases: Database[]
    let names = 0

    group.tap((each) => each.tags(tags))
    group.setup(async () => {
      const fresh = await freshDatabase(dialect)
      databases = [lucid({ shop: fresh.config }), lucid({ shop: fresh.config })]
      await createShop(databases[0])
      return async () => {
        for (const db of databases) await db.manager.closeAll()
        await fresh.remove()
      }
    })

    type Client = Database | TransactionClientContract

    /** The id of one of the rows that are there. */
    async function idAt(db: Client, at: number): Promise<number> {
      const rows = (await db.from('products').select('id').orderBy('id')) as { id: number }[]
      return rows.length === 0 ? -1 : rows[at % rows.length].id
    }

    async function run(db: Client, what: Write): Promise<void> {
      const row = (given: object) => ({
        name: `n${names++}`,
        owner_id: null,
        category_id: null,
        price: 0,
        stock: 0,
        ...given,
      })
      if (what.do === 'insert') await db.table('products').insert(row(what.values))
      else if (what.do === 'insert many')
        await db.table('products').multiInsert(what.values.map(row))
      else if (what.do === 'update some')
        await db.from('products').where('price', what.price).update(what.values)
      else if (what.do === 'delete some')
        await db.from('products').where('price', what.price).delete()
      else if (what.do === 'text')
        await db.rawQuery('update products set stock = 1 where price = ?', [what.price])
      else if (what.do === 'category')
        await db.from('categories').where('id', 1).update({ name: what.name })
      else {
        const id = await idAt(db, what.at)
        const one = () => db.from('products').where('id', id)
        if (what.do === 'update') await one().update(what.values)
        else if (what.do === 'rename') await one().update({ name: `n${names++}` })
        else if (what.do === 'count up') await one().increment('price', 1)
        else if (what.do === 'untag') await db.from('product_tag').where('product_id', id).delete()
        else if (what.do === 'delete') await one().delete()
        else if (id < 0) return
        else if (what.do === 'upsert') {
          const insert = db
            .knexQuery()
            .table('products')
            .insert({ ...row({ price: what.price }), id })
          await insert.onConflict('id').merge(['price'])
        } else {
          const insert = db
            .knexQuery()
            .table('product_tag')
            .insert({ product_id: id, tag_code: what.code })
          await insert.onConflict(['product_id', 'tag_code']).ignore()
        }
      }
    }

    async function transact(db: Database, what: Action & { do: 'transaction' }): Promise<void> {
      const trx = await db.transaction()
      for (const each of what.writes) await run(trx, each)
      const inner = await trx.transaction()
      for (const each of what.inner) await run(inner, each)
      await (what.keepsInner ? inner.commit() : inner.rollback())
      await (what.commits ? trx.commit() : trx.rollback())
    }

    test('what each tab shows is what its query says, once all is quiet', async ({ assert }) => {
      let compared = 0
      const property = fc.asyncProperty(
        fc.array(action, { minLength: 10, maxLength: 60 }),
        fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 7 }),
        async (actions, delays) => {
          await emptyShop(databases[0])
          await databases[0].table('categories').multiInsert([
            { id: 1, name: 'c1' },
            { id: 2, name: 'c2' },
          ])
          await databases[0].table('tags').multiInsert([{ code: 'a' }, { code: 'b' }])
          const clock = new HandClock()
          const bus = new LossyBus()
          const processes: Process[] = []
          for (const db of databases) {
            const world = new LiveWorld(db, {}, clock)
            world.capture.learnKey('tags', 'code')
            const { capture, engine } = world
            const receive = engine.receive.bind(engine)
            const news = new ChangeNews({
              bus: bus.join(),
              capture,
              receive,
              missed: () => receive([everyTable(db.primaryConnectionName)]),
              logger: new LoggerFactory().create(),
              clock,
              collect: 50,
            })
            await news.listen()
            processes.push({ world, news, queries: shopQueries(shopModels(db)) })
          }
          const all: Watched[] = []
          let pauses = 0
          // Requests take their time between what they read and what they show: others write and load meanwhile
          const pause = async () => {
            for (let n = delays[pauses++ % delays.length]; n > 0; n--) await setImmediate()
          }
          const loads = new Map<LiveTab, Promise<void>>()
          /** Loads what a tab shows, after what it does already, while others go on. */
          const load = ({ process, tab, shown }: Watched) => {
            const before = loads.get(tab) ?? Promise.resolve()
            const loading = before.then(async () => {
              if (!tab.refusal && !shown.watch.isClosed) await process.world.load(tab, shown)
            })
            // A tab may be refused while it loads, which is looked at when all is quiet
            loading.catch(() => {})
            loads.set(tab, loading)
          }
          const at = (index: number) => {
            const open = all.filter(({ shown }) => !shown.watch.isClosed)
            return open.length > 0 ? open[index % open.length] : undefined
          }
          const open = (of: number, index: number, user: number) => {
            const process = processes[of % 2]
            const tab = process.world.tab(user)
            tab.pause = pause
            const query = process.queries[index % process.queries.length]
            const watched = { process, tab, query, shown: process.world.watch(tab, query) }
            all.push(watched)
            load(watched)
          }
          for (let index = 0; index < processes[0].queries.length; index++) {
            open(index, index, (index % 3) + 1)
          }

          for (const what of actions) {
            if (what.do === 'write') await run(databases[what.process % 2], what.write)
            else if (what.do === 'transaction') await transact(databases[what.process % 2], what)
            else if (what.do === 'open') open(what.process, what.query, what.user)
            else if (what.do === 'lose') bus.isLosing = what.isLosing
            else if (what.do === 'wait') {
              clock.pass(what.time)
              for (let n = what.time % 5; n > 0; n--) await setImmediate()
            } else {
              const watched = at(what.at)
              if (watched === undefined) continue
              const { process, tab, shown } = watched
              if (what.do === 'close') shown.watch.close()
              else if (what.do === 'reload') {
                load(watched)
              } else {
                if (what.do === 'role') tab.role = what.role
                else tab.refusal = refusalOf(403)
                process.world.engine.recheck(tab.id)
              }
            }
          }

          await Promise.allSettled(loads.values())
          bus.isLosing = false
          const isQuiet = () =>
            processes.every(({ world, news }) => world.engine.isIdle && news.isIdle)
          for (let round = 0; round < 3; round++) {
            clock.pass(6_000)
            do {
              clock.pass(50)
              await setImmediate()
            } while (!isQuiet())
          }

          for (const { tab, query, shown } of all) {
            if (shown.refusal !== undefined) assert.equal(shown.refusal, tab.refusal)
            if (shown.watch.isClosed || tab.refusal !== undefined) continue
            tab.pause = async () => {}
            const wanted = await query.result(query.query(tab), tab)
            assert.deepEqual(shown.now, wanted, query.name)
            compared++
          }
          for (const { world, news } of processes) {
            await news.close()
            world.close()
          }
          assert.equal(clock.waiting, 0)
        }
      )
      await fc.assert(property, { numRuns: Number(process.env.MODEL_RUNS ?? runs) })
      assert.isAbove(compared, 100)
    }).timeout(120_000)
  })
}

for (const [dialect, tags] of DIALECTS)
  consistencySuite(dialect, tags, dialect === 'sqlite' ? 40 : 12)
