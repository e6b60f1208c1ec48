/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rename, rm, statfs, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from '@japa/runner'
import { UploadFolder } from '../../../../src/features/uploads/upload_folder.ts'
import type { UploadFolderOptions } from '../../../../src/features/uploads/upload_folder.ts'

async function open(
  cleanup: (work: () => Promise<void>) => void,
  limits: Partial<UploadFolderOptions> = {}
) {
  const path = await mkdtemp(join(tmpdir(), 'uploads-'))
  cleanup(() => rm(path, { recursive: true, force: true }))
  const options: UploadFolderOptions = {
    ...{ path, freeSpace: 1, stallAfter: 1_000, totalFiles: 100, totalBytes: undefined },
    ...limits,
  }
  const folder = new UploadFolder(options)
  /** Makes a file that was last written to so many milliseconds ago. */
  const make = async (name: string, age: number) => {
    await writeFile(join(path, name), 'x')
    const time = new Date(Date.now() - age)
    await utimes(join(path, name), time, time)
  }
  return { path, options, folder, make }
}

test.group('A folder for uploads', () => {
  test('is swept of what nobody has written to for long', async ({ assert, cleanup }) => {
    const { path, folder, make } = await open(cleanup)
    const [old, young] = [randomUUID(), randomUUID()]
    await make(old, 10_000)
    await make(`${randomUUID()}.${Date.now() - 9_000}-${randomUUID()}`, 10_000)
    await make(young, 1_000)
    // An event has had it for a moment
    const taken = `${randomUUID()}.${Date.now() - 1_000}-${randomUUID()}`
    await make(taken, 10_000)
    await folder.sweep(5_000)
    assert.sameMembers(await readdir(path), [young, taken])
  })

  test('leaves what is not its own', async ({ assert, cleanup }) => {
    const { path, folder, make } = await open(cleanup)
    const names = ['.gitkeep', 'notes.txt', `${randomUUID()}.txt`, `x${randomUUID()}`]
    for (const name of names) await make(name, 10_000)
    await folder.sweep(5_000)
    assert.sameMembers(await readdir(path), names)
  })

  test('is made when something comes, and need not be there before', async ({
    assert,
    cleanup,
  }) => {
    const { path, folder } = await open(cleanup)
    await rm(path, { recursive: true })
    await folder.sweep(1)
    await folder.makeRoom(1, 1_000)
    await folder.create(randomUUID())
    assert.lengthOf(await readdir(path), 1)
  })

  test('takes nothing where too little of the disk is free', async ({ assert, cleanup }) => {
    const { folder } = await open(cleanup, { freeSpace: Number.MAX_SAFE_INTEGER })
    await assert.rejects(() => folder.makeRoom(1, 1), /no room for the file/)
  })

  test('has no file twice, nor one that was not made', async ({ assert, cleanup }) => {
    const { folder } = await open(cleanup)
    const id = randomUUID()
    await folder.create(id)
    await assert.rejects(() => folder.create(id), /EEXIST/)
    await assert.rejects(() => folder.sizeOf(randomUUID()), /could not be taken/)
    await assert.rejects(() => folder.hold(randomUUID()), /could not be taken/)
  })

  test('gives a file that nobody holds any more to one of those who find it: {0}')
    .with([
      ['left by a process that is gone', true],
      ['free', false],
    ])
    .run(async ({ assert, cleanup }, [, isLeft]) => {
      const { path, options, folder } = await open(cleanup, { stallAfter: 1_000 })
      // Each as in a process of its own
      const processes = Array.from({ length: 12 }, () => new UploadFolder(options))
      for (let round = 0; round < 20; round++) {
        const id = randomUUID()
        await folder.create(id)
        if (isLeft) {
          const past = Date.now() - 10_000
          await utimes(join(path, id), new Date(past), new Date(past))
          await rename(join(path, id), join(path, `${id}.${past}-${randomUUID()}`))
        }
        const found = await Promise.allSettled(processes.map((each) => each.hold(id)))
        const held = found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
        assert.lengthOf(held, 1)
        for (const each of found) {
          if (each.status === 'rejected') assert.equal(each.reason.code, 'E_UPLOAD_BUSY')
        }
        assert.equal(await folder.sizeOf(id), 0)
        await held[0].release()
        assert.deepEqual(await readdir(path), [id])
        await folder.remove(id)
      }
    })

  test('is rid of a file that somebody holds, who does not bring it back', async ({
    assert,
    cleanup,
  }) => {
    const { path, folder } = await open(cleanup)
    const id = randomUUID()
    await folder.create(id)
    const held = await folder.hold(id)
    await folder.remove(id)
    await held.release()
    await held.remove()
    assert.deepEqual(await readdir(path), [])
  })

  test('leaves a file to who has taken it over', async ({ assert, cleanup }) => {
    const { path, options, folder } = await open(cleanup, { stallAfter: 1 })
    const id = randomUUID()
    await folder.create(id)
    const first = await folder.hold(id)
    options.stallAfter = -1_000_000
    const second = await new UploadFolder(options).hold(id)
    await first.release()
    assert.deepEqual(await readdir(path), [basename(second.path)])
    await second.release()
    assert.deepEqual(await readdir(path), [id])
  })

  test('takes no more of all visitors together than it may: {0}')
    .with([
      ['files', { totalFiles: 3 }],
      ['bytes', { totalBytes: 50 }],
    ] as const)
    .run(async ({ assert, cleanup }, [, limits]) => {
      const { options, make, path } = await open(cleanup, limits)
      for (let count = 0; count < 3; count++) await make(randomUUID(), 0)
      await assert.rejects(() => new UploadFolder(options).makeRoom(1, 48), /no room/)
      await rm(path, { recursive: true })
      await new UploadFolder(options).makeRoom(1, 48)
    })

  test('takes no more files than it may, however many ask at once', async ({ assert, cleanup }) => {
    const { folder } = await open(cleanup, { totalFiles: 3 })
    const asked = Array.from({ length: 10 }, () => folder.makeRoom(1, 1))
    const answers = await Promise.allSettled(asked)
    assert.lengthOf(
      answers.filter(({ status }) => status === 'fulfilled'),
      3
    )
  })

  test('has room for others where somebody has asked for too many bytes', async ({
    assert,
    cleanup,
  }) => {
    const { folder } = await open(cleanup, { totalFiles: 3, totalBytes: 50 })
    for (let count = 0; count < 5; count++) {
      await assert.rejects(() => folder.makeRoom(1, 60), /no room/)
    }
    await folder.makeRoom(3, 1)
  })

  test('takes half of the disk without being told otherwise', async ({ assert, cleanup }) => {
    const { folder, path } = await open(cleanup)
    const { bavail, bsize } = await statfs(path)
    const free = bavail * bsize
    await folder.makeRoom(1, Math.floor(free * 0.3))
    await assert.rejects(() => folder.makeRoom(1, Math.ceil(free * 0.7)), /no room/)
  })

  test('writes no more bytes than all visitors may have together', async ({ assert, cleanup }) => {
    const { folder, make } = await open(cleanup, { totalBytes: 1_000 })
    for (let count = 0; count < 3; count++) await make(randomUUID(), 0)
    const id = randomUUID()
    await folder.create(id)
    const held = await folder.hold(id)
    const file = await held.open()
    cleanup(() => file.close())
    await file.write([Buffer.alloc(400), Buffer.alloc(500)], 0)
    await assert.rejects(() => file.write([Buffer.alloc(200)], 900), /no room/)
  })
})
