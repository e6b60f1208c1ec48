/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

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
    for (const id of ['one', 'two']) await store.write(id, lease, new Uint8Array(10), 60_000)
    await store.touch(['one'], 60_000)
    await store.write('three', lease, new Uint8Array(10), 60_000)
    assert.isUndefined(await store.holder('two'))
    assert.isDefined(await store.holder('one'))
    assert.isDefined(await store.holder('three'))
  })

  test('over its number of bytes the longest unused ones go first', async ({ assert }) => {
    const store = new MemoryStore({ maxBytes: 100 })
    for (const id of ['one', 'two']) await store.write(id, lease, new Uint8Array(40), 60_000)
    await store.write('one', lease, new Uint8Array(50), 60_000)
    assert.isDefined(await store.holder('two'))
    await store.write('three', lease, new Uint8Array(50), 60_000)
    assert.isUndefined(await store.holder('two'))
    assert.isDefined(await store.holder('one'))
  })
})
