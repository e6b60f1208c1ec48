/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { SessionQueue } from '../../../src/adonis/main.ts'

/** What a store never answers. */
const never = () => new Promise<void>(() => {})

/** Lets promises that are settled be heard of. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

function queueOf(patience: number) {
  const reports: string[] = []
  const queue = new SessionQueue({ patience, late: () => reports.push('late') })
  return { queue, reports }
}

/** Work that notes when it begins, and ends when a test wants. */
function work(log: string[], name: string) {
  const gate = Promise.withResolvers<string>()
  const run = () => {
    log.push(name)
    return gate.promise
  }
  return { run, end: () => gate.resolve(name), fail: () => gate.reject(new Error(name)) }
}

test.group('The queue of a session', () => {
  test('has reads run side by side, and writes alone, in their order', async ({ assert }) => {
    const { queue } = queueOf(60_000)
    const log: string[] = []
    const names = ['read 1', 'read 2', 'write 1', 'read 3', 'write 2']
    const [read1, read2, write1, read3, write2] = names.map((name) => work(log, name))
    const all = [
      queue.read('a', read1.run),
      queue.read('a', read2.run),
      queue.write(['a'], write1.run),
      queue.read('a', read3.run),
      queue.write(['a'], write2.run),
    ]
    await settle()
    assert.deepEqual(log, ['read 1', 'read 2'])
    read1.end()
    await settle()
    assert.lengthOf(log, 2)
    read2.fail()
    await settle()
    assert.equal(log.at(-1), 'write 1')
    write1.end()
    await settle()
    assert.equal(log.at(-1), 'read 3')
    read3.end()
    write2.end()
    const outcomes = await Promise.allSettled(all)
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']
    )
    assert.deepEqual(log, names)
  })

  test('is the one of both ids where it gets another', async ({ assert }) => {
    const { queue } = queueOf(60_000)
    const log: string[] = []
    const [move, old, next, other] = ['move', 'old', 'new', 'other'].map((name) => work(log, name))
    const all = [
      queue.write(['a', 'b'], move.run),
      queue.write(['a'], old.run),
      queue.read('b', next.run),
      queue.write(['c'], other.run),
    ]
    await settle()
    assert.deepEqual(log, ['move', 'other'])
    for (const { end } of [move, old, next, other]) end()
    assert.deepEqual(await Promise.all(all), ['move', 'old', 'new', 'other'])
  })

  for (const kind of ['read', 'write'] as const) {
    test(`goes on without a ${kind} that never ends, and says so once`, async ({ assert }) => {
      const { queue, reports } = queueOf(10)
      void (kind === 'read' ? queue.read('a', never) : queue.write(['a'], never))
      assert.equal(await queue.write(['a'], async () => 'written'), 'written')
      assert.deepEqual(reports, ['late'])
      assert.equal(await queue.read('a', async () => 'read'), 'read')
      assert.equal(await queue.write(['a'], async () => 'again'), 'again')
      assert.deepEqual(reports, ['late'])
    })
  }

  test('has nobody wait for all that never end one after the other', async ({ assert }) => {
    const { queue } = queueOf(10)
    for (let index = 0; index < 1_000; index++) void queue.write(['a'], never)
    assert.equal(await queue.read('a', async () => 'read'), 'read')
  })

  test('tells nobody of a failure but who it is of', async ({ assert }) => {
    const { queue, reports } = queueOf(60_000)
    const { run, fail } = work([], 'The disk is full')
    const failing = queue.write(['a'], run)
    const following = queue.read('a', async () => 'read')
    fail()
    await assert.rejects(() => failing, 'The disk is full')
    assert.equal(await following, 'read')
    assert.deepEqual(reports, [])
  })

  for (const [what, isWrite] of [
    ['writes', () => true],
    ['reads and writes', (index) => index % 2 === 0],
    ['reads after a write', (index) => index === 0],
  ] as [string, (index: number) => boolean][]) {
    test(`holds little for each of thousands that come at once: ${what}`, async ({ assert }) => {
      const { queue } = queueOf(60_000)
      const log: string[] = []
      const first = work(log, 'first')
      const before = process.memoryUsage().heapUsed
      const all: Promise<unknown>[] = [queue.write(['a'], first.run)]
      for (let index = 0; index < 5_000; index++) {
        const run = async () => void log.push(String(index))
        all.push(isWrite(index) ? queue.write(['a'], run) : queue.read('a', run))
      }
      assert.isBelow(process.memoryUsage().heapUsed - before, 60_000_000)
      assert.deepEqual(log, ['first'])
      first.end()
      await Promise.all(all)
      assert.deepEqual(log.slice(1), [...Array(5_000).keys()].map(String))
    })
  }
})
