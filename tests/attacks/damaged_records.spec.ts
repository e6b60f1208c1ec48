/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { appendFile, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { Redis } from 'ioredis'
import { Target } from '../helpers/attacks/target.ts'

/** What a disk may leave of a file. */
const DAMAGES: Record<string, (path: string) => Promise<void>> = {
  'nothing': (path) => truncate(path, 0),
  'its beginning': (path) => truncate(path, 40),
  'one other byte': async (path) => {
    const bytes = await readFile(path)
    bytes[bytes.length >> 1] ^= 1
    await writeFile(path, bytes)
  },
  'random bytes': (path) => writeFile(path, randomBytes(500)),
  'more than it was': (path) => appendFile(path, randomBytes(500)),
}

test.group('Damaged records', (group) => {
  let folder: string
  let target: Target

  group.each.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reflex-damaged-'))
    return async () => {
      await target.remove()
      await rm(folder, { recursive: true, force: true })
    }
  })

  const start = async () =>
    (target = await Target.start({ REFLEX_STORE: 'file', REFLEX_FILES: folder }))
  const records = async () => (await readdir(folder)).filter((name) => !name.includes('.'))
  const aside = async () => (await readdir(folder)).filter((name) => name.endsWith('.damaged'))

  for (const [what, damage] of Object.entries(DAMAGES)) {
    test(`a tab and its room of which there is ${what} begin anew`, async ({ assert }) => {
      await start()
      const browser = target.browser()
      const first = await browser.open('/rooms/damaged')
      await first.hello()
      await first.call('RoomState', 'increment')
      await target.stop()
      const names = await records()
      assert.isAtLeast(names.length, 2)
      for (const name of names) {
        const { utimes, stat } = await import('node:fs/promises')
        const { atime, mtime } = await stat(join(folder, name))
        await damage(join(folder, name))
        await utimes(join(folder, name), atime, mtime)
      }

      await start()
      const again = target.browser()
      for (const [name, value] of browser.cookies) again.cookies.set(name, value)
      again.cookies.set('reflex_tab', first.boot.token.split('.')[0])
      const response = await again.fetch('/rooms/damaged')
      assert.equal(response.status, 200)
      const back = await again.connect(first.boot)
      const welcome = await back.hello({ n: 1, id: 1 })
      assert.isTrue(welcome.fresh)
      assert.isUndefined((await back.call('RoomState', 'increment')).x)
      assert.lengthOf(await aside(), names.length)
      const lines = (await target.log()).split('\n').filter((line) => /damaged/.test(line))
      assert.lengthOf(lines, names.length)
      again.close()
      browser.close()
    })

    test(`a journal of which there is ${what} keeps nobody out`, async ({ assert }) => {
      const journal = join(folder, `${randomBytes(8).toString('hex')}.journal`)
      await writeFile(journal, randomBytes(200))
      await damage(journal)
      await start()
      assert.equal(await target.visit(), 1)
      assert.lengthOf(await aside(), 1)
    })
  }
})

test.group('Damaged records of redis', (group) => {
  group.tap((each) => each.tags(['@redis']))

  test('a tab and a room begin anew', async ({ assert, cleanup }) => {
    const prefix = `damaged-${randomBytes(8).toString('hex')}:`
    const target = await Target.start({ REFLEX_STORE: 'redis', REDIS_PREFIX: prefix })
    const redis = new Redis()
    cleanup(async () => {
      redis.disconnect()
      await target.remove()
    })
    const browser = target.browser()
    const boot = await browser.load('/rooms/damaged')
    // What a check has written is no record
    const isRecord = (key: string) => !key.includes('session') && !key.endsWith(':check')
    const keys = (await redis.keys(`${prefix}*`)).filter(isRecord)
    assert.isAtLeast(keys.length, 1)
    for (const key of keys) await redis.hset(key, 'd', randomBytes(100))
    const tab = await browser.connect(boot)
    const welcome = await tab.hello()
    assert.isTrue(welcome.fresh)
    assert.isUndefined((await tab.call('RoomState', 'increment')).x)
    assert.match(await target.log(), /the record of a tab is damaged/)
    browser.close()
  })
})
