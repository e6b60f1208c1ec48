/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AceFactory } from '@adonisjs/core/factories'
import type { Database } from '@adonisjs/lucid/database'
import type { BaseSchema } from '@adonisjs/lucid/schema'
import { test } from '@japa/runner'
import LiveQueries from '../../../commands/live_queries.ts'
import { root } from '../../../bin/support/processes.ts'
import { DIALECTS, freshDatabase, lucid } from '../../helpers/models/databases.ts'
import { createShop } from '../../helpers/models/shop.ts'

type Migration = new (...values: ConstructorParameters<typeof BaseSchema>) => BaseSchema

for (const [dialect, tags] of DIALECTS) {
  test.group(`node ace reflex:live | ${dialect}`, (group) => {
    let db: Database
    /** Within the package, so that what is written there finds Lucid. */
    let folder: string

    group.tap((each) => each.tags(tags))
    group.setup(async () => {
      const fresh = await freshDatabase(dialect)
      db = lucid({ shop: fresh.config })
      await createShop(db)
      await mkdir(join(root, 'tmp'), { recursive: true })
      folder = await mkdtemp(join(root, 'tmp/live-'))
      return async () => {
        await db.manager.closeAll()
        await fresh.remove()
        await rm(folder, { recursive: true, force: true })
      }
    })

    async function run(flags: string[], config?: object) {
      const ace = await new AceFactory().make(pathToFileURL(`${folder}/`), {
        importer: (file) => import(file),
      })
      ace.app.container.singleton('lucid.db', () => db)
      ace.app.useConfig({ reflex: config ?? {} })
      await ace.app.init()
      await ace.app.boot()
      ace.ui.switchMode('raw')
      const command = await ace.create(LiveQueries, flags)
      await command.exec()
      const lines = command.logger.getLogs().map(({ message }) => message)
      return { command, output: lines.join('\n') }
    }

    test('writes a migration that runs, there and back', async ({ assert }) => {
      const { command, output } = await run(['--triggers', 'products', 'tags'])
      command.assertSucceeded()
      assert.include(output, 'node ace migration:run')
      assert.include(output, 'live: { outside: true }')
      const migrations = join(folder, 'database/migrations')
      const [file] = await readdir(migrations)
      const source = await readFile(join(migrations, file), 'utf8')
      assert.include(source, 'each change of products, tags,')
      const { default: Notes } = (await import(join(migrations, file))) as { default: Migration }
      await new Notes(db.connection(), file, false).execUp()
      await db.table('tags').insert({ code: 'a' })
      const [{ table_name: table, key_name: key }] = (await db.from('reflex_changes')) as {
        table_name: string
        key_name: string
      }[]
      assert.deepEqual([table, key], ['tags', 'code'])

      // Another table later, which is noted in the same place
      await run(['--triggers', 'categories'])
      const [, later] = (await readdir(migrations)).sort()
      const { default: More } = (await import(join(migrations, later))) as { default: Migration }
      await new More(db.connection(), later, false).execUp()
      await db.table('categories').insert({ name: 'Drinks' })
      const noted = (await db.from('reflex_changes').orderBy('id')) as { table_name: string }[]
      assert.deepEqual(
        noted.map((row) => row.table_name),
        ['tags', 'categories']
      )
      await new More(db.connection(), later, false).execDown()
      await db.from('categories').delete()
      assert.lengthOf(await db.from('reflex_changes'), 2)

      await new Notes(db.connection(), file, false).execDown()
      await db.from('tags').delete()
      assert.notInclude(await db.connection().getAllTables(['public']), 'reflex_changes')
    })

    test('says how it is read, where it is not', async ({ assert }) => {
      const output = async (outside?: object) =>
        (await run(['--triggers', 'products'], { live: { limits: {}, outside } })).output
      assert.include(await output(), 'live: { outside: true }')
      assert.notInclude(await output({ every: 1_000 }), 'outside')
      assert.notInclude(await output({ every: 1_000, connections: ['shop'] }), 'outside')
      assert.include(await output({ every: 1_000, connections: ['other'] }), 'outside: true')
    })

    test('says what it needs', async ({ assert }) => {
      const cases = [
        { flags: [], message: 'add --triggers' },
        { flags: ['--triggers'], message: 'Name the tables. There are: ' },
        { flags: ['--triggers', 'nowhere'], message: 'There is no table "nowhere". There are: ' },
      ]
      for (const { flags, message } of cases) {
        const { command, output } = await run(flags)
        command.assertFailed()
        assert.include(output, message)
      }
    })
  })
}
