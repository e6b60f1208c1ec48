/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppFactory } from '@adonisjs/core/factories/app'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import { Emitter } from '@adonisjs/core/events'
import { Database } from '@adonisjs/lucid/database'
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
})
