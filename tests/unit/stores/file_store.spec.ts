/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { FileStore, packRecord, storeErrors } from '../../../src/stores/main.ts'
import type { PartsWrite } from '../../../src/stores/main.ts'
import { storeSuite } from './contract.ts'

const lease = { owner: 'a', fence: 1 }

const record = (id: string, data: number[], parts?: PartsWrite) => ({
  id,
  lease,
  data: new Uint8Array(data),
  parts,
  keepFor: 60_000,
})

/** Two parts, of which one has changed. */
const parts = (first: number, second: number, isNew = false): PartsWrite => {
  const all = new Map([
    ['first', new Uint8Array([first])],
    ['second', new Uint8Array([second])],
  ])
  return { changed: isNew ? all : new Map([['second', all.get('second')!]]), all: () => all }
}

async function stateOf(store: FileStore, id: string): Promise<number[] | undefined> {
  const found = await store.read(id)
  return found && [...found.data, ...[...found.parts.values()].flatMap((part) => [...part])]
}

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'reflex-store-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Writes a file past the store, with the time that the store gave it. */
async function rewrite(file: string, bytes: Uint8Array, time: Date): Promise<void> {
  await writeFile(file, bytes)
  await utimes(file, time, time)
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
    await new FileStore(path).write(record('tab', [1, 2]))
    const store = new FileStore(path)
    const claimed = await store.claim('tab', 'b')
    assert.deepEqual([...claimed!.data], [1, 2])
    assert.isTrue(
      await store.write({
        id: 'tab',
        lease: { owner: 'b', fence: 2 },
        data: new Uint8Array(1),
        keepFor: 60_000,
      })
    )
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
      await store.write({ id: 'tab', lease, data: new Uint8Array(index), keepFor: 60_000 })
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
    await first.write(record('tab', [1]))
    await first.write(record('room', [1]))
    const expires = new Date(Date.now() + 60_000)
    const journal = ['tab', 'room'].map((id) => {
      return { id, stored: { ...lease, data: new Uint8Array([2]) }, expires }
    })
    await writeFile(join(path, 'one.journal'), packRecord({ format: 2, content: journal }))
    const second = new FileStore(path)
    assert.deepEqual([...(await second.read('room'))!.data], [2])
    assert.deepEqual([...(await second.read('tab'))!.data], [2])
    assert.notInclude(await readdir(path), 'one.journal')
  })

  test('a change that a crash has cut short was never there', async ({ assert, cleanup }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    const file = join(path, 'tab')
    const first = new FileStore(path)
    await first.write(record('tab', [1], parts(1, 1, true)))
    const { size: before } = await stat(file)
    await first.write(record('tab', [2], parts(1, 2)))
    const whole = await readFile(file)
    const { mtime } = await stat(file)
    for (let size = before; size <= whole.length; size++) {
      await rewrite(file, whole.subarray(0, size), mtime)
      const expected = size === whole.length ? [2, 1, 2] : [1, 1, 1]
      assert.deepEqual(await stateOf(new FileStore(path), 'tab'), expected, `${size}`)
    }
    await rewrite(file, whole.subarray(0, before + 9), mtime)
    const store = new FileStore(path)
    await store.claim('tab', 'a')
    await store.write({ ...record('tab', [3], parts(1, 3)), lease: { owner: 'a', fence: 2 } })
    assert.deepEqual(await stateOf(new FileStore(path), 'tab'), [3, 1, 3])
  })

  test('a record whose time was not set before a crash is there', async ({ assert, cleanup }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    await new FileStore(path).write(record('tab', [1], parts(1, 1, true)))
    await new FileStore(path).write({ ...record('old', [1], parts(1, 1, true)), keepFor: 1 })
    // Until the time of the old one is over
    await setTimeout(20)
    // Long ago: the clock of the store and that of the machine drift apart by a second in minutes on some machines
    const longAgo = new Date(0)
    for (const name of ['tab', 'old']) await utimes(join(path, name), longAgo, longAgo)
    const second = new FileStore(path)
    await second.check()
    assert.deepEqual(await readdir(path), ['tab'])
    assert.isAbove((await stat(join(path, 'tab'))).mtimeMs, Date.now())
    assert.deepEqual(await stateOf(second, 'tab'), [1, 1, 1])
  })

  test('a record with any byte damaged is never taken for an older one', async ({
    assert,
    cleanup,
  }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    const file = join(path, 'tab')
    const first = new FileStore(path)
    await first.write(record('tab', [1], parts(1, 1, true)))
    for (const step of [2, 3]) await first.write(record('tab', [step], parts(1, step)))
    const whole = await readFile(file)
    const { mtime } = await stat(file)
    const store = new FileStore(path)
    for (const at of whole.keys()) {
      for (const bit of [1, 128]) {
        const bytes = Buffer.from(whole)
        bytes[at] ^= bit
        await rewrite(file, bytes, mtime)
        assert.isUndefined(await stateOf(store, 'tab'), `${at} ${bit}`)
      }
    }
  })

  test('bytes at the end that no write has put there damage a record', async ({
    assert,
    cleanup,
  }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    const file = join(path, 'tab')
    await new FileStore(path).write(record('tab', [1], parts(1, 1, true)))
    const { mtime } = await stat(file)
    const whole = await readFile(file)
    for (const more of [Buffer.alloc(8), Buffer.alloc(500), Buffer.alloc(500, 'x')]) {
      await rewrite(file, Buffer.concat([whole, more]), mtime)
      assert.isUndefined(await stateOf(new FileStore(path), 'tab'))
    }
  })

  test('a damaged entry that others follow is a damaged record', async ({ assert, cleanup }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    const first = new FileStore(path)
    await first.write(record('tab', [1], parts(1, 1, true)))
    const { size, mtime } = await stat(join(path, 'tab'))
    for (const step of [2, 3]) await first.write(record('tab', [step], parts(1, step)))
    const bytes = await readFile(join(path, 'tab'))
    bytes[size + 12] ^= 255
    await rewrite(join(path, 'tab'), bytes, mtime)
    const said: string[] = []
    const second = new FileStore(path, { error: (...args: unknown[]) => said.push(`${args[1]}`) })
    assert.isUndefined(await second.read('tab'))
    assert.deepEqual(said, ['a damaged file of the store was set aside'])
  })

  test('a file that has grown long is written anew', async ({ assert, cleanup }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    const store = new FileStore(path)
    const large = new Uint8Array(10_000)
    const all = new Map([
      ['large', large],
      ['small', large],
    ])
    const some = { changed: new Map([['small', large]]), all: () => all }
    await store.write(record('tab', [0], { changed: all, all: () => all }))
    let longest = 0
    for (let step = 1; step <= 100; step++) {
      await store.write(record('tab', [step], some))
      longest = Math.max(longest, (await stat(join(path, 'tab'))).size)
    }
    assert.isAbove(longest, 60_000)
    assert.isBelow(longest, 130_000)
    assert.deepEqual(await readdir(path), ['tab'])
    assert.deepEqual([...(await new FileStore(path).read('tab'))!.data], [100])
  })

  test('changes of several records that a crash has cut short are done by the next process', async ({
    assert,
    cleanup,
  }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    const first = new FileStore(path)
    await first.write(record('tab', [1], parts(1, 1, true)))
    const [tab, room] = ['tab', 'room'].map((id) => join(path, id))
    const before = await readFile(tab)
    const { mtime } = await stat(tab)
    // What a crash leaves: the journal, and some of the records
    let journal: Buffer | undefined
    const watch = (async () => {
      while (!journal) {
        const name = (await readdir(path)).find((each) => each.endsWith('.journal'))
        if (name) journal = await readFile(join(path, name)).catch(() => undefined)
      }
    })()
    while (!journal) await first.writeAll([record('tab', [2], parts(1, 2)), record('room', [2])])
    await watch
    const whole = await readFile(tab)
    for (const left of [before, whole.subarray(0, -3), whole]) {
      await rewrite(tab, left, mtime)
      await rm(room, { force: true })
      await writeFile(join(path, 'one.journal'), journal!)
      const second = new FileStore(path)
      assert.deepEqual(await stateOf(second, 'tab'), [2, 1, 2])
      assert.deepEqual(await stateOf(second, 'room'), [2])
      assert.notInclude(await readdir(path), 'one.journal')
    }
    // Its tab has expired meanwhile
    await rm(tab)
    await writeFile(join(path, 'one.journal'), journal!)
    const third = new FileStore(path)
    assert.isUndefined(await stateOf(third, 'tab'))
    assert.deepEqual(await stateOf(third, 'room'), [2])
  })

  test('a record of the version before is read, and then kept in parts', async ({
    assert,
    cleanup,
  }) => {
    const { path, remove } = await folder()
    cleanup(remove)
    const file = join(path, 'tab')
    const content = { owner: 'a', fence: 1, data: new Uint8Array([7]) }
    await writeFile(file, packRecord({ format: 2, content }))
    const later = new Date(Date.now() + 60_000)
    await utimes(file, later, later)
    const store = new FileStore(path)
    assert.deepEqual(await stateOf(store, 'tab'), [7])
    assert.isTrue(await store.write(record('tab', [8], parts(1, 2))))
    assert.deepEqual(await stateOf(new FileStore(path), 'tab'), [8, 1, 2])
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
    const error = await store
      .write({ id: 'tab', lease, data: new Uint8Array(1), keepFor: 1 })
      .catch((cause) => cause)
    assert.instanceOf(error, storeErrors.E_STORE_UNAVAILABLE)
    assert.equal(error.code, 'E_STORE_UNAVAILABLE')
    assert.equal(error.status, 503)
  })
})
