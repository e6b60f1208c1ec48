/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { test } from '@japa/runner'
import { planOf, Watch, Work } from '../../../../../src/features/devtools/panel/main.ts'
import type { RanQuery } from '../../../../../src/features/devtools/panel/main.ts'
import { Redaction } from '../../../../../src/features/devtools/redaction.ts'
import { DIALECTS, freshDatabase, lucid } from '../../../../helpers/models/databases.ts'

async function openDatabase(dialect: (typeof DIALECTS)[number][0]) {
  const { config, remove } = await freshDatabase(dialect)
  const db = lucid({ main: config })
  await db.connection().schema.createTable('notes', (table) => {
    table.increments('id')
    table.string('text')
    table.binary('data')
    table.datetime('written_at')
  })
  const close = async () => {
    await db.manager.closeAll()
    await remove()
  }
  return { db, [Symbol.asyncDispose]: close }
}

/** The queries of some code, as the panel keeps them. */
async function queriesOf(db: Database, run: () => Promise<unknown>) {
  const watch = new Watch({
    root: import.meta.dirname,
    database: db,
    emitter: { on: () => () => {} } as never,
    redaction: new Redaction(),
    begin: () => {},
    ended: () => {},
    failed: (error) => {
      throw error
    },
  })
  watch.start()
  const work = new Work('event', 'Notes.write')
  await watch.within(work, run)
  watch.stop()
  return work.ranQueries
}

for (const [dialect, tags] of DIALECTS) {
  test.group(`How a database would run a query | ${dialect}`, () => {
    test('is told for each query that the panel explains, and does not run it', async ({
      assert,
    }) => {
      await using database = await openDatabase(dialect)
      const { db } = database
      await db.table('notes').insert({ text: 'one' })
      const operator = dialect === 'postgres' ? [String.raw`'{"a":1}'::jsonb \? ?`] : []
      const ran = await queriesOf(db, async () => {
        await db.from('notes').whereIn('text', ['why? $1', 'costs $2']).andWhere('id', '>', 0)
        await db.rawQuery(String.raw`select * from notes where text = 'why\? $1' and id > ?`, [0])
        for (const text of operator) await db.rawQuery(`select ${text}`, ['a'])
        const row = { text: 'two', data: Buffer.from('bytes'), written_at: new Date() }
        await db.table('notes').insert(row)
        await db.from('notes').where('data', Buffer.from('bytes')).update({ text: null })
        await db.from('notes').where('written_at', '<', new Date(0)).delete()
      })
      assert.lengthOf(ran, 5 + operator.length)
      for (const query of ran) {
        const plan = await planOf(db, query!)
        assert.isAbove(plan.join('').length, dialect === 'sqlite' ? -1 : 0, query!.sql)
      }
      assert.lengthOf(await db.from('notes').select('id'), 2)
    }).tags(tags)

    test('is not asked for several statements, long ones, and large values', async ({ assert }) => {
      await using database = await openDatabase(dialect)
      const { db } = database
      const ran: (RanQuery | undefined)[] = await queriesOf(db, async () => {
        await db.rawQuery('select 1; delete from notes').catch(() => {})
        await db.from('notes').where('data', Buffer.alloc(2_000))
        await db.from('notes').where('text', 'x'.repeat(2_000))
        await db.rawQuery(`select ${Array(20_000).fill(1).join('+')}`).catch(() => {})
        await db
          .rawQuery(dialect === 'sqlite' ? 'pragma foreign_keys' : 'show tables')
          .catch(() => {})
      })
      assert.deepEqual(ran, Array(5).fill(undefined))
    }).tags(tags)
  })
}
