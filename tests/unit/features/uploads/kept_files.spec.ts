/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { DriveManager } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { driveStorage, folderStorage } from '../../../../src/features/uploads/main.ts'

/** A file of a visitor, and where files are kept. */
async function open(cleanup: (work: () => Promise<void>) => void) {
  const root = await mkdtemp(join(tmpdir(), 'kept-'))
  cleanup(() => rm(root, { recursive: true }))
  const path = join(root, 'upload')
  await writeFile(path, 'bytes')
  const disk = (name: string) => () =>
    new FSDriver({ location: join(root, name), visibility: 'private' })
  const drive = new DriveManager({
    default: 'one',
    fakes: { location: root },
    services: { one: disk('one'), two: disk('two') },
  })
  return { root, path, drive }
}

const missing = (path: string) =>
  readFile(path).then(
    () => false,
    () => true
  )

test.group('Files that are kept', () => {
  test('are on a disk of Drive, and go from it: {0}')
    .with([
      ['by default', undefined, 'one'],
      ['by its name', 'two', 'two'],
    ])
    .run(async ({ assert, cleanup }, [, name, folder]) => {
      const { root, path, drive } = await open(cleanup)
      const storage = driveStorage(drive as never)
      await storage.put(path, 'avatars/a.png', name, 'image/png')
      const target = join(root, folder!, 'avatars/a.png')
      assert.equal(await readFile(target, 'utf8'), 'bytes')
      assert.isTrue(await missing(path))
      await storage.remove('avatars/a.png', name)
      assert.isTrue(await missing(target))
    })

  test('are in a folder without Drive, which has no other disks', async ({ assert, cleanup }) => {
    const { root, path } = await open(cleanup)
    const storage = folderStorage(join(root, 'storage'))
    await assert.rejects(() => storage.put(path, 'a/b.png', 's3', 'image/png'), /no disk "s3"/)
    await storage.put(path, 'a/b.png', undefined, 'image/png')
    assert.equal(await readFile(join(root, 'storage/a/b.png'), 'utf8'), 'bytes')
    await storage.remove('a/b.png', undefined)
    assert.isTrue(await missing(join(root, 'storage/a/b.png')))
  })
})
