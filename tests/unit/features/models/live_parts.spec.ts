/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { Logger } from '@adonisjs/core/logger'
import type { Database } from '@adonisjs/lucid/database'
import { test } from '@japa/runner'
import type { ChangeBus } from '../../../../src/features/models/main.ts'
import { LiveParts } from '../../../../src/features/models/live_parts.ts'
import type { LivePartsOptions } from '../../../../src/features/models/live_parts.ts'
import { triggerStatements } from '../../../../src/features/models/triggers/main.ts'
import { freshDatabase, lucid } from '../../../helpers/models/databases.ts'
import { createShop, emptyShop } from '../../../helpers/models/shop.ts'

test.group('What follows the database in one process', (group) => {
  let db: Database
  let other: Database
  let lines: string[]
  let published: { c?: unknown; bye?: true }[]
  let subscribed: string[]

  group.setup(async () => {
    const fresh = await freshDatabase('sqlite')
    db = lucid({ shop: fresh.config })
    other = lucid({ shop: fresh.config })
    await createShop(db)
    for (const sql of triggerStatements('sqlite', [{ table: 'products', key: 'id' }]).up) {
      await db.rawQuery(sql)
    }
    return async () => {
      await other.manager.closeAll()
      await db.manager.closeAll()
      await fresh.remove()
    }
  })
  group.each.setup(async () => {
    await emptyShop(db)
    lines = []
    published = []
    subscribed = []
  })

  const bus = (): ChangeBus => ({
    publish: async (_, message) => void published.push(message as { bye?: true }),
    subscribe: async (channel) => void subscribed.push(channel),
    onListening() {},
  })
  const follow = (more: Partial<LivePartsOptions> = {}) => {
    const parts = new LiveParts({
      db,
      bus: bus(),
      host: { run: async () => undefined },
      logger: new Logger({
        enabled: true,
        destination: { write: (line) => void lines.push(line) },
      }),
      limits: { collect: 5 },
      ...more,
    })
    const received: string[] = []
    const receive = parts.engine.receive.bind(parts.engine)
    parts.engine.receive = (changes) => {
      received.push(...changes.map(({ table }) => table))
      receive(changes)
    }
    return { parts, received }
  }

  test('it begins once and ends once, however often it is asked', async ({ assert }) => {
    const { parts } = follow()
    await Promise.all([parts.start(), parts.start()])
    assert.deepEqual(subscribed, ['models'])
    await db.table('products').insert({ id: 1, name: 'Tea' })
    await Promise.all([parts.close(), parts.close()])
    await parts.close()
    assert.deepEqual(
      published.map(({ bye }) => bye),
      [undefined, true]
    )
    await parts.start()
    assert.lengthOf(subscribed, 1)
    await db.table('products').insert({ id: 2, name: 'Milk' })
    await setTimeout(20)
    assert.lengthOf(published, 2)
  })

  test('what other programs write is received where it is asked for', async ({ assert }) => {
    const { parts, received } = follow({ outside: { every: 10 } })
    await parts.start()
    while (!received.includes('*')) await setTimeout(5)
    await other.table('products').insert({ id: 1, name: 'Tea' })
    while (!received.includes('products')) await setTimeout(5)
    await parts.close()
    received.length = 0
    await other.table('products').insert({ id: 2, name: 'Milk' })
    await setTimeout(50)
    assert.deepEqual(received, [])
    assert.deepEqual(lines, [])
    // What others have written is not told on: each process reads it
    assert.deepEqual(published, [])
  })

  test('what other programs write is not looked for otherwise', async ({ assert }) => {
    const { parts, received } = follow()
    await parts.start()
    await other.table('products').insert({ id: 1, name: 'Tea' })
    await setTimeout(50)
    await parts.close()
    assert.deepEqual(received, [])
  })

  test('a connection that is not there is refused', ({ assert }) => {
    assert.throws(
      () => follow({ outside: { every: 10, connections: ['shop', 'shpo'] } }),
      'Invalid "live.outside.connections" in config/reflex.ts: there is no connection "shpo" in config/database.ts, only shop'
    )
  })

  test('a database that answers nothing keeps it neither from starting nor from ending', async ({
    assert,
  }) => {
    const silent = Object.create(db) as Database
    let asked = 0
    silent.connection = () => {
      asked++
      return {
        dialect: { name: 'mysql' },
        schema: { hasTable: () => new Promise(() => {}) },
      } as never
    }
    const { parts } = follow({ db: silent, outside: { every: 10 } })
    await parts.start()
    while (asked === 0) await setTimeout(5)
    await parts.close()
    assert.deepEqual(lines, [])
  })
})
