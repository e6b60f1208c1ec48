/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { test } from '@japa/runner'
import { MemoryStore } from '../../../src/stores/main.ts'
import { storeSuite } from './contract.ts'

storeSuite('memory', async () => {
  const store = new MemoryStore()
  return { store, close: () => store.close() }
})

test.group('Stores | memory, limits', () => {
  const lease = { owner: 'a', fence: 1 }

  test('over its number of tabs the longest unused one goes first', async ({ assert }) => {
    const store = new MemoryStore({ maxTabs: 2 })
    for (const id of ['one', 'two'])
      await store.write({ id, lease, data: new Uint8Array(10), keepFor: 60_000 })
    await store.touch(['one'], 60_000)
    await store.write({ id: 'three', lease, data: new Uint8Array(10), keepFor: 60_000 })
    assert.isUndefined(await store.holder('two'))
    assert.isDefined(await store.holder('one'))
    assert.isDefined(await store.holder('three'))
  })

  test('over its number of bytes the longest unused ones go first', async ({ assert }) => {
    const store = new MemoryStore({ maxBytes: 100 })
    for (const id of ['one', 'two'])
      await store.write({ id, lease, data: new Uint8Array(40), keepFor: 60_000 })
    await store.write({ id: 'one', lease, data: new Uint8Array(50), keepFor: 60_000 })
    assert.isDefined(await store.holder('two'))
    await store.write({ id: 'three', lease, data: new Uint8Array(50), keepFor: 60_000 })
    assert.isUndefined(await store.holder('two'))
    assert.isDefined(await store.holder('one'))
  })

  test('who has most gives first, and then who has not used it for longest', async ({ assert }) => {
    const store = new MemoryStore({ maxBytes: 100_000 })
    for (let index = 0; index < 50; index++) {
      await store.write({
        id: `quiet ${index}`,
        lease,
        data: new Uint8Array(100),
        keepFor: 60_000,
        visitor: `session ${index}`,
      })
    }
    for (let index = 0; index < 1_000; index++) {
      await store.write({
        id: `greedy ${index}`,
        lease,
        data: new Uint8Array(5_000),
        keepFor: 60_000,
        visitor: 'greedy',
      })
    }
    for (let index = 0; index < 50; index++) assert.isDefined(await store.holder(`quiet ${index}`))
    assert.isUndefined(await store.holder('greedy 900'))
    assert.isDefined(await store.holder('greedy 999'))
    await store.close()
  })

  test('who takes another session for each of its records gives first as well', async ({
    assert,
  }) => {
    const store = new MemoryStore({ maxBytes: 1_000_000 })
    for (let index = 0; index < 50; index++) {
      await store.write({
        id: `quiet ${index}`,
        lease,
        data: new Uint8Array(2_000),
        keepFor: 60_000,
        visitor: `session ${index}`,
      })
    }
    for (let index = 0; index < 1_150; index++) {
      await store.write({
        id: `greedy ${index}`,
        lease,
        data: new Uint8Array(200_000),
        keepFor: 60_000,
        visitor: `one ${index}`,
      })
    }
    for (let index = 0; index < 50; index++) assert.isDefined(await store.holder(`quiet ${index}`))
    await store.close()
  })

  test('many small records of one visitor keep nobody else from theirs', async ({ assert }) => {
    const store = new MemoryStore({ maxTabs: 100 })
    for (let index = 0; index < 20; index++) {
      await store.write({
        id: `quiet ${index}`,
        lease,
        data: new Uint8Array(10),
        keepFor: 60_000,
        visitor: `session ${index}`,
      })
    }
    for (let index = 0; index < 500; index++) {
      await store.write({
        id: `greedy ${index}`,
        lease,
        data: new Uint8Array(10),
        keepFor: 60_000,
        visitor: 'greedy',
      })
    }
    for (let index = 0; index < 20; index++) assert.isDefined(await store.holder(`quiet ${index}`))
    await store.close()
  })

  test('what nobody asks for is freed when its time is over', async ({ assert }) => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const buffers = () => process.memoryUsage().arrayBuffers
    // What the tests before have left is freed in the background
    let before: number
    do {
      before = buffers()
      collect()
      await setTimeout(50)
    } while (buffers() < before - 100_000)
    const store = new MemoryStore()
    const held = (): number => buffers() - before
    // Few, so that none is over before the last one is there, on a busy machine as well
    for (let index = 0; index < 50; index++) {
      await store.write({
        id: `record ${index}`,
        lease,
        data: new Uint8Array(1_000_000),
        keepFor: 3_000,
      })
    }
    assert.isAbove(held(), 40_000_000)
    while (held() > 5_000_000) {
      await setTimeout(50)
      collect()
    }
    await store.close()
  }).timeout(30_000)
})
