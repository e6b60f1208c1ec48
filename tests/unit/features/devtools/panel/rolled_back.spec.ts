/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppFactory } from '@adonisjs/core/factories/app'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import { Emitter } from '@adonisjs/core/events'
import { Database } from '@adonisjs/lucid/database'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'
import { RolledBack } from '../../../../../src/features/devtools/panel/main.ts'

async function openDatabase() {
  const app = new AppFactory().create(new URL(import.meta.url), () => {})
  const main = {
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  } as const
  const config = { connection: 'main', connections: { main, unused: main } }
  const db = new Database(config, new LoggerFactory().create(), new Emitter(app))
  await db.connection().schema.createTable('notes', (table) => {
    table.increments('id')
    table.string('text')
  })
  const count = async () => (await db.from('notes').select('id')).length
  const write = (text: string) => db.table('notes').insert({ text })
  return { db, count, write, [Symbol.asyncDispose]: () => db.manager.closeAll() }
}

test.group('Code whose writes are rolled back', () => {
  test('sees what it has written, in transactions of its own too, and nothing of it stays', async ({
    assert,
  }) => {
    await using database = await openDatabase()
    const { db, count, write } = database
    await write('one')
    const rolledBack = new RolledBack(db)
    for (let round = 0; round < 2; round++) {
      const seen = await rolledBack.run(async () => {
        await write('two')
        await db.transaction(async (trx) => {
          await trx.table('notes').insert({ text: 'three' })
        })
        return count()
      })
      assert.equal(seen, 3)
      assert.equal(await count(), 1)
    }
    await write('four')
    assert.equal(await count(), 2)
  })

  test('is rolled back when it fails, and says why', async ({ assert }) => {
    await using database = await openDatabase()
    const { db, count, write } = database
    const failing = new RolledBack(db).run(async () => {
      await write('one')
      throw new Error('it fails')
    })
    await assert.rejects(() => failing, 'it fails')
    assert.equal(await count(), 0)
  })

  test('is alone in its transaction: what others write meanwhile stays', async ({ assert }) => {
    await using database = await openDatabase()
    const { db, count, write } = database
    const begun = Promise.withResolvers<void>()
    // SQLite has one connection, so it waits for its turn
    const other = begun.promise.then(() => write('of another request'))
    await new RolledBack(db).run(async () => {
      await write('one')
      begun.resolve()
      await write('two')
    })
    await other
    assert.equal(await count(), 1)
    const [{ text }] = (await db.from('notes').select('text')) as { text: string }[]
    assert.equal(text, 'of another request')
  })

  test('gives its connection back when nobody waits for it any more, and writes nothing after that', async ({
    assert,
  }) => {
    await using database = await openDatabase()
    const { db, count, write } = database
    const begun = Promise.withResolvers<void>()
    const goesOn = Promise.withResolvers<void>()
    const late = new AbortController()
    let after: Promise<PromiseSettledResult<unknown>[]> | undefined
    const insert = (trx: TransactionClientContract) => trx.table('notes').insert({ text: 'three' })
    const endless = new RolledBack(db).run(async () => {
      const own = await db.transaction()
      await insert(own)
      begun.resolve()
      await goesOn.promise
      after = Promise.allSettled([write('two'), insert(own)])
      await new Promise(() => {})
    }, late.signal)
    await begun.promise
    late.abort(new Error('it has no end'))
    await assert.rejects(() => endless, 'it has no end')
    await write('of another request')
    assert.equal(await count(), 1)
    goesOn.resolve()
    await goesOn.promise
    const outcomes = await after!
    assert.deepEqual(new Set(outcomes.map(({ status }) => status)), new Set(['rejected']))
    assert.equal(await count(), 1)
  })

  test('writes nothing with what goes on after its end', async ({ assert }) => {
    await using database = await openDatabase()
    const { db, count, write } = database
    const goesOn = Promise.withResolvers<void>()
    let after: Promise<unknown> | undefined
    await new RolledBack(db).run(async () => {
      await write('one')
      after = goesOn.promise.then(() => write('two'))
    })
    goesOn.resolve()
    await assert.rejects(() => after!)
    assert.equal(await count(), 0)
  })

  test('writes nothing on a connection that is not in use', async ({ assert }) => {
    await using database = await openDatabase()
    const { db } = database
    const elsewhere = () =>
      new RolledBack(db).run(() => db.connection('unused').rawQuery('select 1 as one'))
    await assert.rejects(elsewhere, /"unused" was not open/)
    // It is by now
    assert.deepEqual(await elsewhere(), [{ one: 1 }])
  })

  test('rolls the others back where one of two cannot be', async ({ assert }) => {
    await using database = await openDatabase()
    const { db, count, write } = database
    await db.connection('unused').rawQuery('select 1')
    await new RolledBack(db).run(async () => {
      await write('one')
      const [first] = db.manager.connections.keys()
      const transaction = db.connection(first) as unknown as { rollback(): Promise<void> }
      const { rollback } = transaction
      transaction.rollback = async () => {
        await rollback.call(transaction)
        throw new Error('the server is gone')
      }
    })
    await db.connection('unused').rawQuery('select 1')
    assert.equal(await count(), 0)
  })
})
