/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { LoggerFactory } from '@adonisjs/core/factories/logger'
import type { Database } from '@adonisjs/lucid/database'
import { test } from '@japa/runner'
import { WriteCapture } from '../../../../../src/features/models/capture/main.ts'
import type { Change } from '../../../../../src/features/models/capture/main.ts'
import { ChangeNews } from '../../../../../src/features/models/news/main.ts'
import { freshDatabase, lucid } from '../../../../helpers/models/databases.ts'
import { HandClock } from '../../../../helpers/models/hand_clock.ts'
import { LossyBus } from '../../../../helpers/models/lossy_bus.ts'
import { createShop, emptyShop } from '../../../../helpers/models/shop.ts'

test.group('News of changes', (group) => {
  let db: Database
  let clock: HandClock
  let bus: LossyBus
  let open: (() => Promise<void>)[]

  group.setup(async () => {
    const fresh = await freshDatabase('sqlite')
    db = lucid({ shop: fresh.config })
    await createShop(db)
    return async () => {
      await db.manager.closeAll()
      await fresh.remove()
    }
  })
  group.each.setup(async () => {
    await emptyShop(db)
    clock = new HandClock()
    bus = new LossyBus()
    open = []
    return async () => {
      for (const close of open) await close()
    }
  })

  /** Another process of the application, and what it has heard. */
  async function process(): Promise<{ heard: Change[]; close(): Promise<void>; crash(): void }> {
    const capture = new WriteCapture(new LoggerFactory().create())
    const heard: Change[] = []
    const news = new ChangeNews({
      bus: bus.join(),
      capture,
      receive: (changes) => void heard.push(...changes),
      clock,
      collect: 50,
    })
    await news.listen()
    const close = async () => {
      await news.close()
      capture.close()
    }
    open.push(close)
    // One process at a time writes through this database
    const detach = () => capture.detach(db)
    capture.attach(db)
    writers.push(detach)
    return { heard, close, crash: detach }
  }
  let writers: (() => void)[] = []
  group.each.setup(() => {
    writers = []
  })

  /** A process that writes, and one that hears of it. */
  async function pair() {
    const listener = await process()
    writers.splice(0).forEach((detach) => detach())
    return { listener, writer: await process() }
  }

  /** Lets milliseconds pass in which messages travel. */
  async function pass(milliseconds: number): Promise<void> {
    clock.pass(milliseconds)
    await new Promise((resolve) => setImmediate(resolve))
  }

  const told = (changes: Change[]) =>
    changes.splice(0).map(({ table, operation, ids }) => [table, operation, ids])

  test('what was committed is told once, with ids and without values', async ({ assert }) => {
    const { listener, writer } = await pair()
    await db.table('tags').insert({ code: 'a', label: 'a secret' })
    await db.from('products').where('id', 7).update({ name: 'a secret' })
    await db.table('products').insert({ id: 7, name: 'a secret' })
    await db.from('products').where('id', 7).update({ name: 'another secret' })
    await pass(49)
    assert.deepEqual(told(listener.heard), [])
    await pass(1)
    assert.deepEqual(told(listener.heard), [
      ['tags', 'insert', [1]],
      ['products', 'insert', [7]],
      ['products', 'update', [7]],
    ])
    assert.deepEqual(told(writer.heard), [])
    assert.isFalse(bus.published.some((text) => text.includes('secret')))
    await pass(20_000)
    assert.deepEqual(told(listener.heard), [])
  })

  test('a lost message is found by the next one of its table', async ({ assert }) => {
    const { listener } = await pair()
    await db.table('products').insert({ id: 1, name: 'Tea' })
    await pass(50)
    told(listener.heard)
    bus.isLosing = true
    await db.from('products').where('id', 1).update({ price: 1 })
    await pass(50)
    bus.isLosing = false
    await db.table('products').insert({ id: 2, name: 'Milk' })
    await pass(50)
    assert.deepEqual(told(listener.heard), [
      ['products', 'insert', [2]],
      ['products', 'any', 'all'],
    ])
  })

  test('a lost message is found by a heartbeat', async ({ assert }) => {
    const { listener } = await pair()
    bus.isLosing = true
    await db.table('products').insert({ id: 1, name: 'Tea' })
    await pass(4_000)
    bus.isLosing = false
    assert.deepEqual(told(listener.heard), [])
    await pass(1_000)
    assert.deepEqual(told(listener.heard), [['products', 'any', 'all']])
    await pass(10_000)
    assert.deepEqual(told(listener.heard), [])
  })

  test('a process that dies may have changed anything, one that says goodbye has said what', async ({
    assert,
  }) => {
    const { listener, writer } = await pair()
    await db.table('products').insert({ id: 1, name: 'Tea' })
    await writer.close()
    assert.deepEqual(told(listener.heard), [['products', 'insert', [1]]])
    await pass(60_000)
    assert.deepEqual(told(listener.heard), [])

    await process()
    await db.table('products').insert({ id: 2, name: 'Milk' })
    await pass(50)
    assert.deepEqual(told(listener.heard), [['products', 'insert', [2]]])
    bus.isLosing = true
    await pass(20_000)
    assert.deepEqual(told(listener.heard), [['*', 'any', 'all']])
  })

  test('a bus that was away for long counts as a loss of everything', async ({ assert }) => {
    const { listener } = await pair()
    bus.isLosing = true
    await db.table('products').insert({ id: 1, name: 'Tea' })
    await pass(100_000)
    bus.isLosing = false
    await pass(5_000)
    assert.deepEqual(told(listener.heard), [['*', 'any', 'all']])
    await pass(30_000)
    assert.deepEqual(told(listener.heard), [])
  })

  test('tables beyond number are told together', async ({ assert }) => {
    const { listener, writer } = await pair()
    for (let n = 0; n < 600; n++) await db.rawQuery(`create table if not exists made_${n} (id int)`)
    for (let n = 0; n < 600; n++) await db.table(`made_${n}`).insert({ id: 1 })
    await pass(50)
    assert.deepEqual(told(listener.heard), [['*', 'any', 'all']])
    bus.isLosing = true
    await db.table('made_599').insert({ id: 2 })
    await pass(50)
    bus.isLosing = false
    await db.table('made_598').insert({ id: 2 })
    await pass(50)
    assert.deepInclude(told(listener.heard), ['made_599', 'insert', [2]].with(0, 'made_598'))
    await pass(5_000)
    await writer.close()
  })
})
