/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { Logger } from '@adonisjs/core/logger'
import type { Database } from '@adonisjs/lucid/database'
import { test } from '@japa/runner'
import type { Change } from '../../../../../src/features/models/capture/main.ts'
import { ChangeLog, triggerStatements } from '../../../../../src/features/models/triggers/main.ts'
import type { LogParts } from '../../../../../src/features/models/triggers/main.ts'
import { DIALECTS, freshDatabase, lucid } from '../../../../helpers/models/databases.ts'
import type { DialectName } from '../../../../helpers/models/databases.ts'
import { HandClock } from '../../../../helpers/models/hand_clock.ts'
import type { ProductQuery } from '../../../../helpers/models/live_shop.ts'
import { LiveWorld } from '../../../../helpers/models/live_world.ts'
import { createShop, emptyShop, shopModels } from '../../../../helpers/models/shop.ts'

/** What triggers of each database note, and how it is read. */
function logSuite(dialect: DialectName, tags: string[]): void {
  test.group(`Changes noted by triggers | ${dialect}`, (group) => {
    let db: Database
    /** Another program, as far as the application is concerned. */
    let other: Database
    let clock: HandClock
    let log: ChangeLog
    let heard: Change[]
    let lines: string[]
    const statements = triggerStatements(dialect, [
      { table: 'categories', key: 'id' },
      { table: 'products', key: 'id' },
      { table: 'tags', key: 'code' },
      { table: 'product_tag', key: 'product_id' },
    ])

    group.tap((each) => each.tags(tags))
    group.setup(async () => {
      const fresh = await freshDatabase(dialect)
      db = lucid({ shop: fresh.config })
      other = lucid({ shop: fresh.config })
      await createShop(db)
      for (const sql of statements.up) await db.connection().schema.raw(sql)
      return async () => {
        await other.manager.closeAll()
        await db.manager.closeAll()
        await fresh.remove()
      }
    })
    group.each.setup(async () => {
      await emptyShop(db)
      clock = new HandClock()
      heard = []
      lines = []
      log = follow()
      await log.open()
      assertAnew()
      return () => log.close()
    })

    const follow = (receive: LogParts['receive'] = (changes) => void heard.push(...changes)) =>
      new ChangeLog({
        db,
        connection: 'shop',
        every: 1_000,
        receive,
        logger: new Logger({
          enabled: true,
          destination: { write: (line) => void lines.push(line) },
        }),
        clock,
      })
    /** Waits for the look that is being taken: the next one is waited for then. */
    const settled = async () => {
      while (clock.waiting === 0) await setImmediate()
    }
    /** A page that was loaded before it began may show anything. */
    const assertAnew = () => {
      if (told().join() !== '*,any,id,all') throw new Error('It has not said that it begins')
    }
    const told = () =>
      heard.splice(0).map(({ table, operation, key, ids }) => [table, operation, key, ids])

    test('each write of another program is told, with its key', async ({ assert }) => {
      await other.table('tags').multiInsert([{ code: 'a' }, { code: "b'c" }])
      await other.from('tags').where('code', 'a').update({ label: 'x' })
      await other.from('tags').where('code', 'a').update({ code: 'z' })
      await other.from('tags').where('code', 'z').delete()
      await log.look()
      assert.deepEqual(told(), [
        ['tags', 'insert', 'code', ['a', "b'c"]],
        ['tags', 'update', 'code', ['a', 'z']],
        ['tags', 'delete', 'code', ['z']],
      ])
      await log.look()
      assert.deepEqual(told(), [])
    })

    test('what is rolled back is not told', async ({ assert }) => {
      const trx = await other.transaction()
      await trx.table('tags').insert({ code: 'a' })
      await trx.rollback()
      await log.look()
      assert.deepEqual(told(), [])
    })

    test('rows that a cascade removes', async ({ assert }) => {
      const { Category } = shopModels(other)
      const drinks = await Category.create({ name: 'Drinks' })
      const { id } = await drinks.related('products').create({ name: 'Tea' })
      await log.look()
      told()
      await drinks.delete()
      await log.look()
      // MySQL runs no triggers for them
      const removed = dialect === 'mysql' ? [] : [['products', 'delete', 'id', [String(id)]]]
      const category = ['categories', 'delete', 'id', [String(drinks.id)]]
      assert.sameDeepMembers(told(), [category, ...removed])
    })

    test('it looks once a second, and reads many rows', async ({ assert }) => {
      const codes = Array.from({ length: 500 }, (_, n) => ({ code: `t${n}` }))
      for (let n = 0; n < 5; n++) {
        await other.table('tags').multiInsert(codes.map(({ code }) => ({ code: `${code}-${n}` })))
      }
      clock.pass(999)
      assert.isEmpty(heard)
      clock.pass(1)
      await log.look()
      // One for each page of a thousand
      assert.deepEqual(
        told(),
        [1, 2, 3].map(() => ['tags', 'insert', 'code', 'all'])
      )
      assert.equal(clock.waiting, 1)
    })

    test('a page follows what another program writes', async ({ assert }) => {
      const world = new LiveWorld(db, {}, clock)
      const receiving = follow((changes) => world.engine.receive(changes))
      await receiving.open()
      const { Product } = shopModels(db)
      const shown = await world.open(world.tab(), {
        name: 'names',
        audience: () => 'all',
        query: () => Product.query().where('price', 1).orderBy('id'),
        result: async (query: ProductQuery) => (await query).map(({ name }) => name),
      })
      await other.table('products').multiInsert([
        { name: 'Tea', price: 1 },
        { name: 'Gold', price: 100 },
      ])
      await receiving.look()
      await world.quiet()
      assert.deepEqual(shown.now, ['Tea'])
      await other.from('products').where('name', 'Gold').update({ price: 1 })
      await receiving.look()
      await world.quiet()
      assert.deepEqual(shown.now, ['Tea', 'Gold'])
      await receiving.close()
      world.close()
    })

    test('rows that all have read are removed in the end', async ({ assert }) => {
      const count = async () => (await db.from('reflex_changes')).length
      await other.table('tags').insert({ code: 'a' })
      await log.look()
      const before = await count()
      assert.isAbove(before, 0)
      await other.table('tags').insert({ code: 'b' })
      const later = async (time: number) => {
        clock.pass(time)
        // The look that was due, and one at the time that it is now
        await log.look()
        await log.look()
      }
      await later(300_000)
      await later(299_000)
      assert.equal(await count(), before + 1)
      await later(1_000)
      assert.equal(await count(), 1)
      told()
    })

    test('a table that is not there is said once, and looked for ever less often', async ({
      assert,
    }) => {
      await db.connection().schema.renameTable('reflex_changes', 'away')
      for (let second = 0; second < 300; second++) {
        clock.pass(1_000)
        await settled()
      }
      assert.lengthOf(lines, 1)
      assert.include(lines[0], 'node ace reflex:live --triggers')
      await db.connection().schema.renameTable('away', 'reflex_changes')
      clock.pass(30_000)
      await settled()
      assertAnew()
      await other.table('tags').insert({ code: 'a' })
      await log.look()
      assert.deepEqual(told(), [['tags', 'insert', 'code', ['a']]])
      assert.lengthOf(lines, 1)
    })

    test('a table that comes later is found', async ({ assert }) => {
      await db.connection().schema.renameTable('reflex_changes', 'away')
      const later = follow()
      await later.open()
      assert.lengthOf(lines, 1)
      await db.connection().schema.renameTable('away', 'reflex_changes')
      await later.look()
      assertAnew()
      await other.table('tags').insert({ code: 'a' })
      await later.look()
      assert.deepEqual(told(), [['tags', 'insert', 'code', ['a']]])
      await later.close()
    })

    test('a table that is made anew is noticed', async ({ assert }) => {
      await other.table('tags').multiInsert([{ code: 'a' }, { code: 'b' }, { code: 'c' }])
      await log.look()
      told()
      for (const sql of statements.down) await other.rawQuery(sql)
      for (const sql of statements.up) await other.rawQuery(sql)
      await other.table('tags').insert({ code: 'd' })
      await log.look()
      assertAnew()
      await other.table('tags').insert({ code: 'e' })
      await log.look()
      assert.deepEqual(told(), [['tags', 'insert', 'code', ['e']]])
      assert.isEmpty(lines)
    })

    test('a database that is away is waited for, in few lines, and nothing is missed', async ({
      assert,
    }) => {
      await db.manager.closeAll()
      const { manager } = db
      const connect = manager.connect
      manager.connect = () => {
        throw new Error('connect ECONNREFUSED')
      }
      await log.look()
      for (let second = 0; second < 150; second++) {
        clock.pass(1_000)
        await settled()
      }
      manager.connect = connect
      assert.isAtMost(lines.length, 3)
      assert.isAtLeast(lines.length, 1)
      for (const line of lines) assert.include(line, 'ECONNREFUSED')
      await other.table('tags').insert({ code: 'a' })
      await log.look()
      assert.deepEqual(told(), [['tags', 'insert', 'code', ['a']]])
    })

    test('many rows are removed little by little', async ({ assert }) => {
      await other.from('reflex_changes').delete()
      await other.table('tags').insert({ code: 'a' })
      const columns = 'table_name, operation, key_name, row_key'
      for (let n = 0; n < 15; n++) {
        await other.rawQuery(
          `insert into reflex_changes (${columns}) select ${columns} from reflex_changes`
        )
      }
      await log.look()
      told()
      const count = async () => {
        const [{ total }] = await db.from('reflex_changes').count('* as total')
        return Number(total)
      }
      clock.pass(599_000)
      await log.look()
      clock.pass(600_000)
      await log.look()
      const left: number[] = []
      do {
        left.push(await count())
        await other.table('tags').insert({ code: `t${left.length}` })
        await log.look()
      } while (left.at(-1)! > 100 && left.length < 20)
      for (const [index, after] of left.slice(1).entries()) {
        assert.isAtMost(left[index] - after, 10_001)
      }
      assert.isAbove(left.length, 2)
    })

    if (dialect !== 'sqlite') {
      test('ids that are committed after later ones are not missed', async ({ assert }) => {
        const slow = await other.transaction()
        await slow.table('tags').insert({ code: 'slow' })
        const lost = await other.transaction()
        await lost.table('tags').multiInsert([{ code: 'lost' }, { code: 'too' }])
        await other.table('tags').insert({ code: 'fast' })
        await log.look()
        assert.deepEqual(told(), [['tags', 'insert', 'code', ['fast']]])
        await lost.rollback()
        clock.pass(59_000)
        await slow.commit()
        await log.look()
        assert.deepEqual(told(), [['tags', 'insert', 'code', ['slow']]])
        await log.look()
        assert.deepEqual(told(), [])
      })

      test('a transaction that was open when it began is not missed', async ({ assert }) => {
        const slow = await other.transaction()
        await slow.table('tags').insert({ code: 'slow' })
        await other.table('tags').insert({ code: 'fast' })
        await log.close()
        told()
        const later = follow()
        await later.open()
        assertAnew()
        await slow.commit()
        await later.look()
        assert.deepEqual(told(), [['tags', 'insert', 'code', ['slow']]])
        await later.close()
      })
    }

    if (dialect === 'postgres') {
      test('a table that is truncated', async ({ assert }) => {
        await other.rawQuery('truncate product_tag')
        await log.look()
        assert.deepEqual(told(), [['product_tag', 'delete', 'product_id', 'all']])
      })
    }

    if (dialect === 'sqlite') {
      test('nothing is read while no other connection has written', async ({ assert }) => {
        await other.table('tags').insert({ code: 'a' })
        await log.look()
        told()
        const queries: string[] = []
        const { client } = db.connection().getWriteClient()
        const listener = ({ sql }: { sql: string }) => void queries.push(sql)
        client.on('query', listener)
        await log.look()
        client.removeListener('query', listener)
        assert.deepEqual(queries, ['pragma data_version'])
      })
    }

    test('what was made is removed again', async ({ assert }) => {
      await log.close()
      for (const sql of statements.down) await db.connection().schema.raw(sql)
      await other.table('tags').insert({ code: 'a' })
      assert.lengthOf(await db.from('tags'), 1)
      for (const sql of statements.up) await db.connection().schema.raw(sql)
    })
  })
}

for (const [dialect, tags] of DIALECTS) logSuite(dialect, tags)
