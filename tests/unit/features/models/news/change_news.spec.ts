/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { LoggerFactory } from '@adonisjs/core/factories/logger'
import { Logger } from '@adonisjs/core/logger'
import type { Database } from '@adonisjs/lucid/database'
import { test } from '@japa/runner'
import { WriteCapture, everyTable } from '../../../../../src/features/models/capture/main.ts'
import type { Change } from '../../../../../src/features/models/capture/main.ts'
import type { News } from '../../../../../src/bus/main.ts'
import { ChangeNews } from '../../../../../src/features/models/news/main.ts'
import { HandClock } from '../../../../helpers/models/hand_clock.ts'
import { LossyBus } from '../../../../helpers/models/lossy_bus.ts'
import { emptyShop, openShop } from '../../../../helpers/models/shop.ts'

test.group('News of changes', (group) => {
  let db: Database
  let clock: HandClock
  let bus: LossyBus
  let open: (() => Promise<void>)[]
  let warnings: string[]

  group.setup(async () => {
    const shop = await openShop()
    db = shop.db
    return shop.close
  })
  group.each.setup(async () => {
    await emptyShop(db)
    clock = new HandClock()
    bus = new LossyBus()
    open = []
    warnings = []
    return async () => {
      for (const close of open) await close()
    }
  })

  const logger = () =>
    new Logger({ enabled: true, destination: { write: (line) => void warnings.push(line) } })

  /** Another process of the application, and what it has heard. */
  async function process(): Promise<{ heard: Change[]; close(): Promise<void>; crash(): void }> {
    const capture = new WriteCapture(new LoggerFactory().create())
    const heard: Change[] = []
    const news = new ChangeNews({
      bus: bus.join(),
      capture,
      receive: (changes) => void heard.push(...changes),
      missed: () => void heard.push(everyTable('shop')),
      logger: logger(),
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
    for (let left = milliseconds; left >= 0; left -= 1_000) {
      clock.pass(Math.min(left, 1_000))
      await new Promise((resolve) => setImmediate(resolve))
    }
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
    await pass(5_000)
    bus.isLosing = false
    assert.deepEqual(told(listener.heard), [])
    await pass(50)
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

  test('who writes nothing says nothing', async ({ assert }) => {
    const { listener, writer } = await pair()
    await pass(60_000)
    await listener.close()
    await writer.close()
    assert.deepEqual(bus.published, [])
  })

  test('what is committed while it ends is told before the goodbye', async ({ assert }) => {
    const { listener, writer } = await pair()
    await db.table('products').insert({ id: 1, name: 'Tea' })
    bus.onPublish = async () => {
      bus.onPublish = async () => {}
      await db.table('products').insert({ id: 2, name: 'Milk' })
    }
    const ended = writer.close()
    await Promise.all([ended, writer.close()])
    await db.table('products').insert({ id: 3, name: 'Gold' })
    await pass(60_000)
    assert.deepEqual(told(listener.heard), [
      ['products', 'insert', [1]],
      ['products', 'insert', [2]],
    ])
    assert.lengthOf(
      bus.published.filter((text) => text.includes('"bye"')),
      1
    )
  })

  test('what is being told when it ends comes before the goodbye', async ({ assert }) => {
    const { listener, writer } = await pair()
    const goOn = Promise.withResolvers<void>()
    bus.onPublish = () => goOn.promise
    await db.table('products').insert({ id: 1, name: 'Tea' })
    await pass(50)
    const ended = writer.close()
    assert.lengthOf(bus.published, 1)
    goOn.resolve()
    await ended
    assert.lengthOf(bus.published, 2)
    assert.deepEqual(told(listener.heard), [['products', 'insert', [1]]])
  })

  test('while the bus is away, what waits for it does not grow', async ({ assert }) => {
    const { listener } = await pair()
    const goOn = Promise.withResolvers<void>()
    bus.onPublish = () => goOn.promise
    for (let n = 1; n <= 100; n++) {
      await db.table('products').insert({ id: n, name: `Product ${n}` })
      await pass(60_000)
    }
    // The first change, and a heartbeat
    assert.lengthOf(bus.published, 2)
    goOn.resolve()
    bus.onPublish = async () => {}
    await pass(0)
    await pass(50)
    const changes = told(listener.heard)
    const ids = changes.flatMap(([table, , of]) => (table === 'products' ? of : []))
    assert.includeMembers(
      ids as number[],
      Array.from({ length: 100 }, (_, n) => n + 1)
    )
  })

  test('a process that came and went while nobody heard it counts as a loss of everything', async ({
    assert,
  }) => {
    const { listener, writer } = await pair()
    bus.isLosing = true
    await db.table('products').insert({ id: 1, name: 'Tea' })
    await writer.close()
    await pass(100_000)
    assert.deepEqual(told(listener.heard), [])
    bus.resume()
    assert.deepEqual(told(listener.heard), [['*', 'any', 'all']])
    await listener.close()
    bus.resume()
    assert.deepEqual(told(listener.heard), [])
  })

  test('ten thousand ids are one short message', async ({ assert }) => {
    const { listener } = await pair()
    await db.table('products').insert({ id: 1, name: 'Tea' })
    await pass(50)
    told(listener.heard)
    const ids = Array.from({ length: 10_000 }, (_, n) => n + 1)
    await db.from('products').whereIn('id', ids).update({ price: 1 })
    await pass(50)
    assert.deepEqual(told(listener.heard), [['products', 'update', 'all']])
    assert.isBelow(bus.published[1].length, 200)
  })

  test('a message that is none is dropped, with one line for all', async ({ assert }) => {
    const listener = await process()
    const stranger = bus.join()
    const change: unknown[] = ['shop', 'products', 'update', 'id', [1], 0]
    const v = [['shop', 'products', 1]]
    const broken: unknown[] = [
      null,
      5,
      'text',
      [],
      {},
      { p: 'x' },
      { p: 5, v },
      { p: 'x', v: 5 },
      { p: 'x', v: [['shop', 'products']] },
      { p: 'x', v: [['shop', 'products', 'many']] },
      { p: 'x', v: [null] },
      { p: 'x', v, c: 5 },
      { p: 'x', v, c: [5] },
      { p: 'x', v, c: [change.toSpliced(2, 1, 'upsert')] },
      { p: 'x', v, c: [change.toSpliced(4, 1, [null])] },
      { p: 'x', v, c: [change.toSpliced(4, 2)] },
      { p: 'x', v, c: [change.toSpliced(5, 1, [7])] },
      { p: 'x', v, on: 'shop' },
      { p: 'x', v, on: [5] },
      { p: 'x', v, up: 'long' },
      { p: 'x', v, bye: 'bye' },
    ]
    for (let n = 0; n < 100; n++) {
      for (const message of broken) await stranger.publish('models', message as never)
    }
    assert.deepEqual(listener.heard, [])
    assert.lengthOf(warnings, 1)
    assert.include(warnings[0], 'could not be read')
    await stranger.publish('models', { p: 'x', v, c: [change] } as News)
    assert.deepEqual(told(listener.heard), [['products', 'update', [1]]])
    await pass(60_000)
    told(listener.heard)
    await stranger.publish('models', null)
    assert.lengthOf(warnings, 2)
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
