/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import disk, { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { FolderLock } from '../../../src/releases/main.ts'

const CALLS = ['open', 'readFile', 'rename', 'link', 'rm'] as const

/** Has the disk take its time for locks, now and then. */
function slowLocks(): () => void {
  const real = { ...disk }
  for (const name of CALLS) {
    const call = real[name] as (...args: unknown[]) => Promise<unknown>
    const slow = async (...args: unknown[]) => {
      const isSlow = String(args[0]).includes('slow_lock') && Math.random() < 0.6
      if (isSlow) await setTimeout(Math.random() * 250)
      return call(...args)
    }
    Object.assign(disk, { [name]: slow })
  }
  syncBuiltinESMExports()
  return () => {
    Object.assign(disk, real)
    syncBuiltinESMExports()
  }
}

test.group('The lock of a folder', () => {
  test('is given to one after the other', async ({ assert, fs }) => {
    const file = join(fs.basePath, 'folder/lock')
    let inside = 0
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        const lock = await FolderLock.acquire(file)
        assert.equal(++inside, 1)
        await readdir(fs.basePath)
        inside--
        await lock.release()
      })
    )
    assert.deepEqual(await readdir(join(fs.basePath, 'folder')), [])
  })

  test('is taken over from who gives no sign of life, by one', async ({ assert, fs }) => {
    await fs.create('lock', 'somebody 12')
    const file = join(fs.basePath, 'lock')
    let inside = 0
    await Promise.all(
      Array.from({ length: 3 }, async () => {
        const lock = await FolderLock.acquire(file, 1_000)
        assert.equal(++inside, 1)
        await readdir(fs.basePath)
        inside--
        await lock.release()
      })
    )
    assert.deepEqual(await readdir(fs.basePath), [])
  })

  test('of somebody else is left to them', async ({ assert, fs }) => {
    const file = join(fs.basePath, 'lock')
    const lock = await FolderLock.acquire(file)
    await rename(file, join(fs.basePath, 'aside'))
    await writeFile(file, 'somebody 1')
    await lock.release()
    assert.equal(await readFile(file, 'utf8'), 'somebody 1')
  })
  test('of who is gone is removed once, however late others come to it', async ({
    assert,
    cleanup,
    fs,
  }) => {
    cleanup(slowLocks())
    const folders = Array.from({ length: 200 }, (_, n) => String(n))
    await Promise.all(
      folders.map(async (folder) => {
        await fs.create(`${folder}/slow_lock`, 'somebody 1')
        let inside = 0
        await Promise.all(
          Array.from({ length: 5 }, async (_, n) => {
            await setTimeout(n * 11)
            const lock = await FolderLock.acquire(join(fs.basePath, folder, 'slow_lock'), 1_000)
            assert.equal(++inside, 1)
            await setTimeout(150)
            assert.isTrue(await lock.held())
            inside--
            await lock.release()
          })
        )
        assert.deepEqual(await readdir(join(fs.basePath, folder)), [])
      })
    )
  }).timeout(60_000)

  test('is taken over with the claim of who has died while they took it over', async ({
    assert,
    fs,
  }) => {
    await fs.create('lock', 'somebody 1')
    const file = join(fs.basePath, 'lock')
    const digest = createHash('sha256').update('somebody').digest('hex').slice(0, 32)
    await writeFile(`${file}.${digest}`, '')
    const lock = await FolderLock.acquire(file, 500)
    assert.isTrue(await lock.held())
    await lock.release()
    assert.deepEqual(await readdir(fs.basePath), [])
  })

  test('is not held by who was silent for too long', async ({ assert, fs }) => {
    const file = join(fs.basePath, 'lock')
    const lock = await FolderLock.acquire(file)
    assert.isTrue(await lock.held())
    await rename(file, join(fs.basePath, 'aside'))
    assert.isFalse(await lock.held())
    const other = await FolderLock.acquire(file)
    assert.deepEqual([await lock.held(), await other.held()], [false, true])
    await lock.release()
    assert.isTrue(await other.held())
    await other.release()
  })
})
