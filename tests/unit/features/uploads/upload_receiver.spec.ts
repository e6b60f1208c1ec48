/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { UploadFolder } from '../../../../src/features/uploads/upload_folder.ts'
import { UploadReceiver } from '../../../../src/features/uploads/upload_receiver.ts'
import type { UploadProgress } from '../../../../src/features/uploads/upload_receiver.ts'

type Outcome = UploadProgress | undefined | { code?: string }

/** Serves one claim, of so many bytes. */
async function serve(
  cleanup: (work: () => Promise<void>) => void,
  {
    size = 1_000,
    chunk = 100_000_000,
    stallAfter = 5_000,
    atOnce = 3,
    freeSpace = 1,
    served = (): number => 0,
  } = {}
) {
  const path = await mkdtemp(join(tmpdir(), 'uploads-'))
  const options = { path, freeSpace, stallAfter, totalFiles: 10, totalBytes: undefined }
  const folder = new UploadFolder(options)
  const receiver = new UploadReceiver({ folder, atOnce, stallAfter, served })
  const id = randomUUID()
  await folder.create(id)
  const claim = { id, tab: 'tab', session: 'session', size, chunk }
  const outcomes: Promise<Outcome>[] = []
  let heard = () => {}
  const server = createServer((request, reply) => {
    const start = String(request.headers['upload-offset'])
    const outcome = receiver.receive(request, claim, start).catch((error: Error) => error)
    outcomes.push(outcome as Promise<Outcome>)
    heard()
    void outcome.then((given) => reply.end(JSON.stringify(given ?? {})))
  })
  cleanup(async () => {
    server.closeAllConnections()
    server.close()
    await rm(path, { recursive: true })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  /** Sends a head and some bytes by hand. */
  const begin = async (
    headers: string[],
    bytes: Buffer | string = '',
    start = 0
  ): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    const head = ['POST / HTTP/1.1', 'host: x', `upload-offset: ${start}`, ...headers]
    const isHeard = new Promise<void>((resolve) => (heard = resolve))
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    socket.write(bytes)
    await isHeard
    return socket
  }
  /** Whoever holds the file has renamed it. */
  const written = async () => {
    const [name] = await readdir(path)
    return readFile(join(path, name)).catch(() => Buffer.alloc(0))
  }
  return { path, options, folder, receiver, claim, id, begin, outcomes, written }
}

/** Waits until the file has so many bytes. */
async function grown(written: () => Promise<Buffer>, size: number): Promise<void> {
  while ((await written()).length < size) await new Promise((resolve) => setTimeout(resolve, 5))
}

test.group('Bytes of an upload', () => {
  test('are on disk as they come, and go on where a cut line has ended', async ({
    assert,
    cleanup,
  }) => {
    const { begin, outcomes, written, receiver, claim } = await serve(cleanup)
    const bytes = randomBytes(1_000)
    const socket = await begin(['content-length: 1000'], bytes.subarray(0, 400))
    await grown(written, 400)
    socket.destroy()
    assert.isUndefined(await outcomes[0])
    assert.deepEqual(await receiver.progress(claim), { offset: 400, done: false })
    await begin(['content-length: 600', 'connection: close'], bytes.subarray(400), 400)
    assert.deepEqual(await outcomes[1], { offset: 1_000, done: true })
    assert.isTrue(bytes.equals(await written()))
  })

  test('end an older request, which the server takes for alive', async ({ assert, cleanup }) => {
    const { begin, outcomes, written } = await serve(cleanup)
    const bytes = randomBytes(1_000)
    const old = await begin(['content-length: 1000'], bytes.subarray(0, 400))
    const closed = once(old, 'close')
    await grown(written, 400)
    await begin(['content-length: 600'], bytes.subarray(400), 400)
    assert.isUndefined(await outcomes[0])
    assert.deepEqual(await outcomes[1], { offset: 1_000, done: true })
    await closed
    assert.isTrue(bytes.equals(await written()))
  })

  test('give way to events, and arrive whole: {0}')
    .with([
      ['after each write', 1],
      ['now and then', 3],
    ] as const)
    .run(async ({ assert, cleanup }, [, every]) => {
      const size = 2_000_000
      let looks = 0
      const served = () => Math.floor(looks++ / every)
      const { begin, outcomes, written } = await serve(cleanup, { size, served })
      const bytes = randomBytes(size)
      await begin([`content-length: ${size}`], bytes)
      assert.deepEqual(await outcomes[0], { offset: size, done: true })
      assert.isTrue(bytes.equals(await written()))
      // Most of them waited in the socket meanwhile
      assert.isAbove(looks, 10)
    })

  test('are not more than the claim is for: {$self}')
    .with(['content-length: 1001', 'content-length: 999999999999', 'transfer-encoding: chunked'])
    .run(async ({ assert, cleanup }, header) => {
      const { begin, outcomes, path } = await serve(cleanup)
      const isChunked = header.startsWith('transfer')
      const bytes = randomBytes(1_500).toString('hex')
      await begin([header], isChunked ? `bb8\r\n${bytes}\r\n0\r\n\r\n` : 'some')
      assert.equal(((await outcomes[0]) as { code: string }).code, 'E_UPLOAD_TOO_LARGE')
      assert.deepEqual(await readdir(path), [])
    })

  test('are not more than one request may bring: {$self}')
    .with(['content-length: 401', 'transfer-encoding: chunked'])
    .run(async ({ assert, cleanup }, header) => {
      const { begin, outcomes, path } = await serve(cleanup, { chunk: 400 })
      await begin(['content-length: 400', 'connection: close'], randomBytes(400))
      assert.deepEqual(await outcomes[0], { offset: 400, done: false })
      const more = randomBytes(401).toString('latin1')
      const body = header.startsWith('transfer') ? `191\r\n${'x'.repeat(401)}\r\n` : more
      await begin([header], body, 400)
      assert.equal(((await outcomes[1]) as { code: string }).code, 'E_UPLOAD_TOO_LARGE')
      assert.deepEqual(await readdir(path), [])
    })

  test('begin where the file ends: {$self}')
    .with([1, -1, 1_000, 0.5])
    .run(async ({ assert, cleanup }, start) => {
      const { begin, outcomes, written } = await serve(cleanup)
      await begin(['content-length: 4'], 'some', start)
      assert.equal(((await outcomes[0]) as { code: string }).code, 'E_UPLOAD_OFFSET')
      assert.lengthOf(await written(), 0)
    })

  test('are not waited for without an end: {0}')
    .with([
      ['none', ''],
      ['a few', 'some'],
    ])
    .run(async ({ assert, cleanup }, [, bytes]) => {
      const { begin, outcomes, receiver, claim } = await serve(cleanup, { stallAfter: 50 })
      const socket = await begin(['content-length: 1000'], bytes)
      assert.equal(((await outcomes[0]) as { code: string }).code, 'E_UPLOAD_STALLED')
      // It can be told
      socket.end()
      assert.include(await text(socket), 'E_UPLOAD_STALLED')
      // And go on
      assert.deepEqual(await receiver.progress(claim), { offset: bytes.length, done: false })
    })

  test('come in so many requests of a session at once', async ({ assert, cleanup }) => {
    const { begin, outcomes, folder, receiver, claim, written } = await serve(cleanup, {
      atOnce: 1,
    })
    const socket = await begin(['content-length: 1000'], 'some')
    await grown(written, 4)
    await begin(['content-length: 4'], 'more', 4)
    assert.equal(((await outcomes[1]) as { code: string }).code, 'E_UPLOAD_LIMIT')
    socket.destroy()
    await outcomes[0]
    await begin(['content-length: 4'], 'more', 4)
    assert.deepEqual(await outcomes[2], { offset: 8, done: false })
    await folder.remove(claim.id)
    await receiver.close()
  })

  test('do not come where somebody else has the file', async ({ assert, cleanup }) => {
    const { begin, outcomes, folder, id } = await serve(cleanup)
    const held = await folder.hold(id)
    await begin(['content-length: 4'], 'some')
    assert.equal(((await outcomes[0]) as { code: string }).code, 'E_UPLOAD_BUSY')
    await held.release()
    await begin(['content-length: 4'], 'some')
    assert.deepEqual(await outcomes[1], { offset: 4, done: false })
  })

  test('of a process that is gone are gone on with', async ({ assert, cleanup }) => {
    const { begin, outcomes, folder, id } = await serve(cleanup, { stallAfter: 20 })
    await folder.hold(id)
    let outcome: Outcome
    do {
      await begin(['content-length: 4', 'connection: close'], 'some')
      outcome = await outcomes.at(-1)
    } while ((outcome as { code?: string }).code === 'E_UPLOAD_BUSY')
    assert.deepEqual(outcome, { offset: 4, done: false })
  })

  test('that the disk does not take are an error, and leave nothing', async ({
    assert,
    cleanup,
  }) => {
    const { begin, outcomes, folder, id, path } = await serve(cleanup)
    await folder.remove(id)
    await symlink('/dev/full', join(path, id))
    await begin(['content-length: 4'], 'some')
    assert.equal(((await outcomes[0]) as { code: string }).code, 'E_UPLOAD_NO_SPACE')
    assert.deepEqual(await readdir(path), [])
  })

  test('are not written where the disk would have too little free space', async ({
    assert,
    cleanup,
  }) => {
    const { begin, outcomes, path } = await serve(cleanup, { freeSpace: Number.MAX_SAFE_INTEGER })
    // The claim is from when there was room
    await begin(['content-length: 4'], 'some')
    assert.equal(((await outcomes[0]) as { code: string }).code, 'E_UPLOAD_NO_SPACE')
    assert.deepEqual(await readdir(path), [])
  })

  test('end where others have taken the room meanwhile', async ({ assert, cleanup }) => {
    const size = 64 * 1024 * 1024
    const { begin, outcomes, options, path, written } = await serve(cleanup, { size })
    const socket = await begin([`content-length: ${size}`], 'some')
    await grown(written, 4)
    options.freeSpace = Number.MAX_SAFE_INTEGER
    socket.write(Buffer.alloc(size - 4))
    assert.equal(((await outcomes[0]) as { code: string }).code, 'E_UPLOAD_NO_SPACE')
    assert.deepEqual(await readdir(path), [])
  })

  test('end with their process, which leaves nothing locked', async ({ assert, cleanup }) => {
    const { begin, outcomes, receiver, written, path, id } = await serve(cleanup)
    await begin(['content-length: 1000'], 'some')
    await grown(written, 4)
    await receiver.close()
    assert.isUndefined(await outcomes[0])
    assert.deepEqual(await readdir(path), [id])
  })
})
