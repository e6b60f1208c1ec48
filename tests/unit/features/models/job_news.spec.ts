/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Logger } from '@adonisjs/core/logger'
import type { Database } from '@adonisjs/lucid/database'
import { test } from '@japa/runner'
import type { News } from '../../../../src/bus/main.ts'
import { JobNews } from '../../../../src/features/models/main.ts'
import type { JobBus } from '../../../../src/features/models/main.ts'
import { emptyShop, openShop } from '../../../helpers/models/shop.ts'

interface Told {
  c?: [connection: string, table: string, operation: string][]
  bye?: true
}

test.group('News of a job', (group) => {
  let db: Database
  let published: Told[]
  let lines: string[]
  let opened: number
  let closed: number

  group.setup(async () => {
    const shop = await openShop()
    db = shop.db
    return shop.close
  })
  group.each.setup(async () => {
    await emptyShop(db)
    published = []
    lines = []
    opened = 0
    closed = 0
  })

  const bus: JobBus = {
    publish: async (_channel: string, message: News) => void published.push(message as Told),
    close: async () => void closed++,
  }

  function job(
    openBus = async (): Promise<JobBus> => {
      opened++
      return bus
    }
  ): JobNews {
    const logger = new Logger({
      enabled: true,
      destination: { write: (line) => void lines.push(line) },
    })
    return new JobNews({ db, openBus, logger, collect: 50 })
  }
  const changes = () =>
    published.flatMap(({ c = [] }) => c.map(([, table, operation]) => [table, operation]))

  test('one that only reads, or rolls back, opens nothing', async ({ assert }) => {
    const news = job()
    await db.from('products').where('id', 1)
    const trx = await db.transaction()
    await trx.table('products').insert({ id: 1, name: 'Tea' })
    await trx.rollback()
    await news.close()
    assert.deepEqual([opened, closed, published], [0, 0, []])
  })

  test('what was written at the very end is told, then goodbye', async ({ assert }) => {
    const news = job()
    await db.table('products').insert({ id: 1, name: 'Tea' })
    await db.from('products').where('id', 1).update({ price: 1 })
    await Promise.all([news.close(), news.close()])
    assert.deepEqual(changes(), [
      ['products', 'insert'],
      ['products', 'update'],
    ])
    assert.deepEqual(
      published.map(({ bye }) => bye),
      [undefined, true]
    )
    assert.deepEqual([opened, closed, lines], [1, 1, []])
    await db.table('products').insert({ id: 2, name: 'Milk' })
    assert.lengthOf(published, 2)
  })

  test('it is told while the job goes on, over one bus', async ({ assert }) => {
    const news = job()
    for (let id = 1; id <= 3; id++) {
      await db.table('products').insert({ id, name: `Product ${id}` })
      while (changes().length < id) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await news.close()
    assert.equal(opened, 1)
  })

  test('without a bus it writes on, and says so once', async ({ assert }) => {
    const news = job(async () => {
      opened++
      throw new Error('no redis here')
    })
    for (let id = 1; id <= 100; id++) {
      await db.table('products').insert({ id, name: `Product ${id}` })
      if (id === 50) await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await news.close()
    assert.equal(opened, 1)
    assert.lengthOf(lines, 1)
    assert.include(lines[0], 'no redis here')
    assert.lengthOf(await db.from('products'), 100)
  })

  test('a bus that answers nothing, or never opens, keeps nobody', async ({ assert }) => {
    const never = new Promise<never>(() => {})
    for (const openBus of [
      () => never,
      async () => ({ publish: () => never, close: () => never }),
    ]) {
      await emptyShop(db)
      lines.length = 0
      const news = job(openBus)
      await db.table('products').insert({ id: 1, name: 'Tea' })
      await news.close()
      assert.lengthOf(lines, 1)
      assert.include(lines[0], 'is not told')
    }
  })
})
