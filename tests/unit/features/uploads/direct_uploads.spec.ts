/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { Logger } from '@adonisjs/core/logger'
import VineProvider from '@adonisjs/core/providers/vinejs_provider'
import vine from '@vinejs/vine'
import { DriveManager } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { S3Driver } from 'flydrive/drivers/s3'
import getPort from 'get-port'
import { test } from '@japa/runner'
import { rx, State } from '../../../../index.ts'
import { DirectUploads } from '../../../../src/features/uploads/direct/main.ts'
import { Uploads } from '../../../../src/features/uploads/main.ts'
import { StateDefinition } from '../../../../src/state/main.ts'
import { Bucket, CREDENTIALS, Refusal } from '../../../helpers/bucket/main.ts'
import { putTo } from '../../../helpers/uploads/direct_upload.ts'

// As in an application: it makes vine.file()
new VineProvider({} as never).boot()

type Cleanup = (work: () => Promise<void>) => void

/** A bucket, and what sends files there. */
async function open(cleanup: Cleanup, options: object = {}, patience = 60_000) {
  const bucket = new Bucket('lab', CREDENTIALS)
  const port = await getPort()
  await bucket.listen(port)
  cleanup(() => bucket.close())
  const config = {
    ...{ credentials: CREDENTIALS, region: 'eu-central-1', bucket: 'lab', forcePathStyle: true },
    ...{ endpoint: `http://localhost:${port}`, maxAttempts: 1, visibility: 'private' as const },
    ...{ requestChecksumCalculation: 'WHEN_REQUIRED' as const, ...options },
  }
  const drive = new DriveManager({
    default: 's3',
    services: {
      s3: () => new S3Driver(config),
      away: () => new S3Driver({ ...config, bucket: 'away' }),
      fs: () => new FSDriver({ location: tmpdir(), visibility: 'private' }),
    },
  })
  const lines: string[] = []
  const logger = new Logger({ enabled: false })
  logger.info = (_: unknown, text?: string) => void lines.push(String(text))
  const direct = new DirectUploads({
    ...{ drive: drive as never, logger, prefix: 'reflex-uploads', expiresIn: 60_000, patience },
  })
  return { bucket, direct, lines }
}

/** Puts a file to its address. */
async function send(direct: DirectUploads, bytes: Buffer) {
  const place = direct.place(undefined)
  const address = await direct.address(place, bytes.length)
  await putTo(address!, bytes)
  return place
}

test.group('Files that browsers send to disks', () => {
  test('come through the application where a disk has no addresses', async ({
    assert,
    cleanup,
  }) => {
    const { direct, lines } = await open(cleanup)
    for (let count = 0; count < 3; count++) {
      assert.isUndefined(await direct.address(direct.place('fs'), 5))
    }
    assert.lengthOf(lines, 1)
    // Nothing is looked for there
    await direct.sweep(['fs'], 0)
    assert.lengthOf(lines, 1)
  })

  test('are refused where addresses are for an empty file', async ({ assert, cleanup }) => {
    const { direct } = await open(cleanup, { requestChecksumCalculation: 'WHEN_SUPPORTED' })
    await assert.rejects(
      () => direct.address(direct.place(undefined), 5),
      /the checksum of an empty file.*WHEN_REQUIRED/
    )
  })

  test('are as visible as others once they are kept: {0}')
    .with([
      ['public', 'public-read'],
      ['private', 'private'],
    ] as const)
    .run(async ({ assert, cleanup }, [visibility, access]) => {
      const { bucket, direct } = await open(cleanup, { visibility })
      const place = await send(direct, Buffer.from('bytes'))
      const held = await direct.hold(place, 5)
      const [key] = bucket.keys()
      assert.equal(bucket.objects.get(key)!.access, 'private')
      await held.moveTo('kept/a.txt', undefined, 'text/plain')
      assert.deepEqual(bucket.keys(), ['kept/a.txt'])
      const kept = bucket.objects.get('kept/a.txt')!
      assert.deepEqual([kept.access, kept.type], [access, 'text/plain'])
      await assert.rejects(() => held.moveTo('kept/b.txt', undefined, 'text/plain'), /kept before/)
      await held.remove()
      assert.deepEqual(bucket.keys(), ['kept/a.txt'])
    })

  test('are had by one of those who want them', async ({ assert, cleanup }) => {
    const { bucket, direct } = await open(cleanup)
    const place = await send(direct, Buffer.from('bytes'))
    await direct.hold(place, 5)
    await assert.rejects(() => direct.hold(place, 5), /not arrived whole/)
    assert.lengthOf(bucket.keys(), 1)
  })

  test('are given up where their bucket does not answer: {0}')
    .with([
      ['it moves nothing', 'PUT', 0],
      ['it says nothing of the file', 'HEAD', 0],
      ['it does not read it', 'GET', 1],
      ['it does not keep it', 'PUT', 1],
      ['it does not remove it', 'DELETE', 1],
    ] as const)
    .run(async ({ assert, cleanup }, [, silent, held]) => {
      const { bucket, direct } = await open(cleanup, {}, 300)
      const place = await send(direct, Buffer.from('bytes'))
      const hush = () => {
        bucket.before = ({ method }) => (method === silent ? new Promise(() => {}) : undefined)
      }
      if (held === 0) {
        hush()
        await assert.rejects(() => direct.hold(place, 5), /could not be stored/)
        return
      }
      const file = await direct.hold(place, 5)
      hush()
      const calls = {
        GET: () => file.head(5),
        PUT: () => file.moveTo('kept/a.txt', undefined, 'text/plain'),
        DELETE: () => file.remove(),
      }
      const error = await calls[silent as keyof typeof calls]().catch((reason: unknown) => reason)
      const { message, cause } = error as Error
      assert.match(`${message} ${String(cause)}`, /has not answered for 301 ms/)
    })

  test('are swept though a bucket has not answered before', async ({ assert, cleanup }) => {
    const { bucket, direct } = await open(cleanup, {}, 300)
    const { key } = direct.place(undefined)
    const stored = { bytes: Buffer.from('x'), type: '', at: new Date() }
    bucket.objects.set(key.replace(/\d{13}/, String(Date.now() - 120_000)), stored)
    for (const silent of ['GET', 'DELETE']) {
      bucket.before = ({ method }) => (method === silent ? new Promise(() => {}) : undefined)
      await assert.rejects(() => direct.sweep([undefined], 60_000), /has not answered for 300 ms/)
    }
    bucket.before = () => {}
    await direct.sweep([undefined], 60_000)
    assert.deepEqual(bucket.keys(), [])
  })

  test('have more time the larger they are', async ({ assert, cleanup }) => {
    const { bucket, direct } = await open(cleanup, {}, 1)
    const size = 100_000_000
    const { key } = direct.place(undefined)
    bucket.objects.set(key, { bytes: Buffer.alloc(size), type: '', at: new Date() })
    const held = await direct.hold({ key }, size)
    assert.lengthOf(await held.head(5), 5)
  })

  test('are swept by the time of their keys, however many they are', async ({
    assert,
    cleanup,
  }) => {
    const { bucket, direct } = await open(cleanup)
    const stored = { bytes: Buffer.from('x'), type: '', at: new Date() }
    const old = Date.now() - 120_000
    for (let count = 0; count < 1_100; count++) {
      const { key } = direct.place(undefined)
      bucket.objects.set(key.replace(/\d{13}/, String(old + count)), stored)
    }
    const place = await send(direct, Buffer.from('bytes'))
    await direct.hold(place, 5)
    const others = ['reflex-uploads/mine.txt', 'other/1-2', `films/${old}-x`]
    for (const key of others) bucket.objects.set(key, stored)
    await direct.sweep([undefined], 60_000)
    assert.lengthOf(bucket.keys(), others.length + 1)
    assert.includeMembers(bucket.keys(), others)
    await direct.sweep([undefined], -1_000)
    assert.deepEqual(bucket.keys(), others.toSorted())
  })

  test('are swept where others cannot be removed, and on another disk: {0}')
    .with([
      ['one object', (method: string, key: string) => method === 'DELETE' && key.includes('-0000')],
      ['a whole disk', (_: string, key: string) => key.startsWith('/away')],
    ] as const)
    .run(async ({ assert, cleanup }, [, isRefused]) => {
      const { bucket, direct } = await open(cleanup)
      const stored = { bytes: Buffer.from('x'), type: '', at: new Date() }
      const old = Date.now() - 120_000
      const names = ['0000', '1111', '2222'].map((start) => `${start}${randomUUID().slice(4)}`)
      for (const name of names) bucket.objects.set(`reflex-uploads/${old}-${name}`, stored)
      bucket.before = ({ method, url }) => {
        if (isRefused(method!, url!)) throw new Refusal(403, 'AccessDenied', 'Not this one')
      }
      await assert.rejects(
        () => direct.sweep(['away', undefined], 60_000),
        /Not this one|no such bucket/
      )
      assert.isAtMost(bucket.keys().length, 1)
    })

  test('are left to the event that has them, however old their address is', async ({
    assert,
    cleanup,
  }) => {
    const { bucket, direct } = await open(cleanup)
    const { key } = direct.place(undefined)
    const place = { key: key.replace(/\d{13}/, String(Date.now() - 59_000)) }
    await putTo((await direct.address(place, 5))!, Buffer.from('bytes'))
    const held = await direct.hold(place, 5)
    await direct.sweep([undefined], 55_000)
    await held.moveTo('kept/a.txt', undefined, 'text/plain')
    assert.deepEqual(bucket.keys(), ['kept/a.txt'])
  })

  test('are swept by one sweep at a time, as a bucket may take its time', async ({
    assert,
    cleanup,
  }) => {
    const { bucket, direct } = await open(cleanup)
    const gate = Promise.withResolvers<void>()
    bucket.before = () => gate.promise
    const sweeps = Array.from({ length: 5 }, () => direct.sweep([undefined], 60_000))
    gate.resolve()
    await Promise.all(sweeps)
    assert.deepEqual(bucket.requests, ['GET '])
    await direct.sweep([undefined], 60_000)
    assert.lengthOf(bucket.requests, 2)
  })

  test('are swept again once their disk is well again', async ({ assert, cleanup }) => {
    let isWell = false
    const credentials = async () => {
      if (!isWell) throw new Error('No credentials at the moment')
      return CREDENTIALS
    }
    const { bucket, direct } = await open(cleanup, { credentials })
    assert.isUndefined(await direct.address(direct.place(undefined), 5))
    const { key } = direct.place(undefined)
    const stored = { bytes: Buffer.from('x'), type: '', at: new Date() }
    bucket.objects.set(key.replace(/\d{13}/, String(Date.now() - 120_000)), stored)
    await direct.sweep([undefined], 60_000)
    assert.lengthOf(bucket.keys(), 1)
    isWell = true
    await direct.sweep([undefined], 60_000)
    assert.lengthOf(bucket.keys(), 0)
  })

  test('need disks', ({ assert }) => {
    class DirectState extends State {
      @rx.upload(vine.create({ file: vine.file() }), { direct: true }) add() {}
    }
    const config = { limits: { expiresIn: 1_000 }, folder: tmpdir(), drive: undefined }
    const uploads = new Uploads({} as never, config as never)
    assert.throws(
      () => uploads.extend(new StateDefinition(DirectState)),
      /"direct" on "DirectState\.add".*@adonisjs\/drive/
    )
  })
})
