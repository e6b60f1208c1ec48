/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { PassThrough } from 'node:stream'
import { test } from '@japa/runner'
import { DownloadFiles } from '../../../../src/features/downloads/download_files.ts'

const FOLDER = { path: '/nowhere', freeSpace: 0, totalFiles: 1, totalBytes: 1, stallAfter: 1 }

const never = () => new Promise<never>(() => {})

/** Files of a disk, which has so long for its answers. */
function filesOf(disk: object, patience = 20): DownloadFiles {
  return new DownloadFiles(FOLDER, { use: () => disk } as never, patience)
}

test.group('A disk that does not answer', () => {
  test('is given up: {0}')
    .with([
      ['for an event', (files: DownloadFiles) => files.find({ key: 'a' })],
      ['for a browser', (files: DownloadFiles) => files.look({ key: 'a', disk: undefined })],
    ] as const)
    .run(async ({ assert }, [, ask]) => {
      const error = await ask(filesOf({ getMetaData: never })).catch((reason: unknown) => reason)
      assert.propertyVal(error, 'code', 'E_DOWNLOAD_DISK')
      assert.match(String((error as Error).cause), /has not answered for 20 ms/)
    })

  test('is given up where it does not say either whether it has the file', async ({ assert }) => {
    const getMetaData = async () => {
      throw new Error('It fails')
    }
    const files = filesOf({ getMetaData, exists: never })
    const error = await files.find({ key: 'a' }).catch((reason: unknown) => reason)
    assert.propertyVal(error, 'code', 'E_DOWNLOAD_DISK')
  })

  test('has its stream closed that comes later', async ({ assert }) => {
    const { promise, resolve } = Promise.withResolvers<PassThrough>()
    const getMetaData = async () => ({ contentLength: 5 })
    const file = await filesOf({ getMetaData, getStream: () => promise }).look({
      ...{ key: 'a', disk: undefined },
    })
    await assert.rejects(() => file.open(), /cannot be read at the moment/)
    const stream = new PassThrough()
    const closed = new Promise((done) => stream.once('close', done))
    resolve(stream)
    await closed
    stream.emit('error', new Error('Nobody listens any more'))
  })

  test('is not waited for any more once it has answered', async ({ assert }) => {
    const getMetaData = async () => ({ contentLength: 5, contentType: 'text/plain' })
    const { contentType } = await filesOf({ getMetaData }, 60_000).find({ key: 'a' })
    assert.equal(contentType, 'text/plain')
  })
})
