/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { Redis } from 'ioredis'
import { packFile, unpackFile } from '../../src/stores/file_formats.ts'
import { packRecord, unpackRecord } from '../../src/stores/main.ts'
import { Target } from '../helpers/attacks/target.ts'

/** The number of a record's format: of a tab or of a room. */
interface Numbered {
  version: number
  format?: number
}

/** A record as another version of this package would have written it. */
function moved(data: Uint8Array, by: number): Uint8Array {
  const record = unpackRecord(data) as Numbered
  const isRoom = record.format !== undefined
  return packRecord(
    isRoom
      ? { ...record, format: record.format! + by }
      : { ...record, version: record.version + by }
  )
}

/** Where the records of a target are. */
interface Shelf {
  env: Record<string, string>
  /** Changes all of them. */
  change(by: number): Promise<void>
  /** All of them as they are. */
  data(): Promise<Map<string, Buffer>>
  close(): Promise<void>
}

async function fileShelf(): Promise<Shelf> {
  const folder = await mkdtemp(join(tmpdir(), 'reflex-newer-'))
  const files = async () => (await readdir(folder)).filter((name) => !name.includes('.'))
  const read = async (name: string) => unpackFile(await readFile(join(folder, name)), name)!
  return {
    env: { REFLEX_STORE: 'file', REFLEX_FILES: folder },
    async change(by) {
      for (const name of await files()) {
        const stored = await read(name)
        const { atime, mtime } = await stat(join(folder, name))
        const changed = { ...stored, data: moved(stored.data, by) }
        await writeFile(join(folder, name), packFile(changed))
        await utimes(join(folder, name), atime, mtime)
      }
    },
    async data() {
      const found = new Map<string, Buffer>()
      for (const name of await files()) {
        found.set(name, Buffer.from((await read(name)).data))
      }
      return found
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

async function redisShelf(): Promise<Shelf> {
  const prefix = `newer-${randomBytes(8).toString('hex')}:`
  const redis = new Redis()
  const keys = async () =>
    (await redis.keys(`${prefix}*`)).filter((key) => !/session|once-|check/.test(key))
  return {
    env: { REFLEX_STORE: 'redis', REDIS_PREFIX: prefix },
    async change(by) {
      for (const key of await keys()) {
        const data = await redis.hgetBuffer(key, 'd')
        await redis.hset(key, 'd', Buffer.from(moved(data!, by)))
      }
    },
    async data() {
      const found = new Map<string, Buffer>()
      for (const key of await keys()) found.set(key, (await redis.hgetBuffer(key, 'd'))!)
      return found
    },
    async close() {
      redis.disconnect()
    },
  }
}

for (const [name, open] of [
  ['file', fileShelf],
  ['redis', redisShelf],
] as const) {
  test.group(`Records of another version | ${name}`, (group) => {
    let shelf: Shelf
    let target: Target

    if (name === 'redis') group.tap((each) => each.tags(['@redis']))
    group.each.setup(async () => {
      shelf = await open()
      target = await Target.start(shelf.env)
      return async () => {
        await target.remove()
        await shelf.close()
      }
    })

    /** A tab and its room that were stored by a process that has ended. */
    const leave = async () => {
      const browser = target.browser()
      const tab = await browser.open('/rooms/kept')
      await tab.hello()
      await tab.call('RoomState', 'increment')
      await target.stop()
      browser.close()
      return { boot: tab.boot, cookies: browser.cookies }
    }

    test('what a newer one has stored is not read, and nothing is written over it', async ({
      assert,
    }) => {
      const { boot, cookies } = await leave()
      await shelf.change(+1)
      const before = await shelf.data()
      assert.isAtLeast(before.size, 2)

      target = await Target.start(shelf.env)
      const browser = target.browser()
      for (const [key, value] of cookies) browser.cookies.set(key, value)
      assert.equal((await browser.fetch('/rooms/kept')).status, 503)
      const tab = await browser.connect(boot)
      tab.send({ t: 'hello', token: boot.token, v: 1, n: 1, id: 1 } as never)
      const log = await target.log()
      assert.include(log, 'E_RECORD_NEWER')
      const after = await shelf.data()
      for (const [id, data] of before) assert.deepEqual(after.get(id), data, id)
      browser.close()
    })

    test('what the one before has stored goes on', async ({ assert }) => {
      await leave()
      await shelf.change(-1)
      target = await Target.start(shelf.env)
      const browser = target.browser()
      const tab = await browser.open('/rooms/kept')
      await tab.hello()
      const { d } = await tab.call('RoomState', 'increment')
      assert.include(JSON.stringify(d), '2')
      browser.close()
    })
  })
}

test.group('Records of another version | journals', () => {
  test('a journal of a newer one stays, and the store takes nothing', async ({
    assert,
    cleanup,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'reflex-newer-'))
    const journal = join(folder, `${randomBytes(8).toString('hex')}.journal`)
    await writeFile(journal, packRecord({ format: 1_000, content: 'unknown' }))
    const target = await Target.start({ REFLEX_STORE: 'file', REFLEX_FILES: folder })
    cleanup(async () => {
      await target.remove()
      await rm(folder, { recursive: true, force: true })
    })
    assert.include(await target.log(), journal)
    assert.equal((await fetch(`${target.base}/ledger`)).status, 503)
    assert.deepEqual(await readdir(folder), [journal.slice(folder.length + 1)])
  })
})
