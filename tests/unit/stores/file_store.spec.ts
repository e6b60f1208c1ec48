/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { test } from '@japa/runner'
import { FileStore, packRecord, storeErrors } from '../../../src/stores/main.ts'
import { storeSuite } from './contract.ts'

const lease = { owner: 'a', fence: 1 }

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'reflex-store-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

storeSuite('file', async () => {
  const { path, remove } = await folder()
  const store = new FileStore(join(path, 'tabs'))
  return { store, close: () => store.close().then(remove) }
})

test.group('Stores | file, restarts', () => {
  test('another process finds what the last one has written', async ({ assert, cleanup }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    await new FileStore(path).write('tab', lease, new Uint8Array([1, 2]), 60_000)
    const store = new FileStore(path)
    const claimed = await store.claim('tab', 'b')
    assert.deepEqual([...claimed!.data], [1, 2])
    assert.isTrue(await store.write('tab', { owner: 'b', fence: 2 }, new Uint8Array(1), 60_000))
  })

  test('what a crash left half-written is not a tab', async ({ assert, cleanup }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    await writeFile(join(path, 'tab.b5c1.tmp'), 'half')
    assert.isUndefined(await new FileStore(path).claim('tab', 'a'))
  })

  test('many writes leave one file', async ({ assert, cleanup }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    const store = new FileStore(path)
    for (let index = 0; index < 20; index++) {
      await store.write('tab', lease, new Uint8Array(index), 60_000)
    }
    assert.deepEqual(await readdir(path), ['tab'])
  })

  test('a write of several records that a crash has cut short is done by the next process', async ({
    assert,
    cleanup,
  }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    const first = new FileStore(path)
    await first.write('tab', lease, new Uint8Array([1]), 60_000)
    await first.write('room', lease, new Uint8Array([1]), 60_000)
    const expires = new Date(Date.now() + 60_000)
    const journal = ['tab', 'room'].map((id) => {
      return { id, stored: { ...lease, data: new Uint8Array([2]) }, expires }
    })
    await writeFile(join(path, 'one.journal'), packRecord(journal))
    const second = new FileStore(path)
    assert.deepEqual([...(await second.read('room'))!.data], [2])
    assert.deepEqual([...(await second.read('tab'))!.data], [2])
    assert.notInclude(await readdir(path), 'one.journal')
  })

  test('an id that is a path is refused', async ({ assert, cleanup }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    await assert.rejects(
      () => new FileStore(path).claim('../secret', 'a'),
      /not the id of a record/
    )
  })

  test('a folder that cannot be written is a coded error', async ({ assert, cleanup }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    await writeFile(join(path, 'file'), '')
    const store = new FileStore(join(path, 'file', 'tabs'))
    const error = await store.write('tab', lease, new Uint8Array(1), 1).catch((cause) => cause)
    assert.instanceOf(error, storeErrors.E_STORE_UNAVAILABLE)
    assert.equal(error.code, 'E_STORE_UNAVAILABLE')
    assert.equal(error.status, 503)
  })
})
