/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import getPort from 'get-port'
import { test } from '@japa/runner'
import { Target } from '../helpers/attacks/target.ts'
import { Bucket, CREDENTIALS } from '../helpers/bucket/main.ts'
import { labRoot } from '../helpers/lab.ts'
import type { SocketTab } from '../helpers/socket_tab.ts'
import { addresses, putTo } from '../helpers/uploads/direct_upload.ts'

type Cleanup = (work: () => Promise<void>) => void

/** A bucket, and the environment of processes that use it. */
async function openBucket(cleanup: Cleanup, life: string) {
  const bucket = new Bucket('lab', CREDENTIALS)
  const port = await getPort()
  await bucket.listen(port)
  cleanup(() => bucket.close())
  const folder = join('tmp', `uploads-${randomUUID()}`)
  cleanup(() => rm(join(labRoot, folder), { recursive: true, force: true }))
  const env = { BUCKET_URL: `http://localhost:${port}`, UPLOAD_FOLDER: folder, UPLOAD_LIFE: life }
  return { bucket, env }
}

async function open(cleanup: Cleanup, env: Record<string, string>) {
  const target = await Target.start(env)
  cleanup(() => target.remove())
  const browser = target.browser()
  cleanup(async () => browser.close())
  const tab = await browser.open('/direct')
  await tab.hello()
  return { target, tab }
}

/** Sends a note to the address that it gets. */
async function sendNote(tab: SocketTab): Promise<string> {
  const bytes = Buffer.from('a note')
  const { a } = await addresses(tab, 'any', { file: 'a' }, [{ ref: 'a', name: 'a.txt', bytes }])
  await putTo(a, bytes)
  return a
}

test.group('A server whose visitors send files to a bucket', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('removes what no event has had, also of a process that was killed', async ({
    assert,
    cleanup,
  }) => {
    const { bucket, env } = await openBucket(cleanup, '6s')
    const { target, tab } = await open(cleanup, env)
    const others = ['reflex-uploads/note.txt', 'reflex-uploads/1-2', 'any/1700000000000-note']
    for (const key of others) {
      bucket.objects.set(key, { bytes: Buffer.from('x'), type: '', at: new Date(0) })
    }
    await sendNote(tab)
    assert.lengthOf(bucket.keys(), others.length + 1)
    target.process.kill('SIGKILL')
    // Nobody has asked it for anything
    const next = await Target.start(env)
    cleanup(() => next.remove())
    while (bucket.keys().length > others.length) await setTimeout(50)
    assert.deepEqual(bucket.keys(), others.toSorted())
    await next.visit()
  })

  test('takes nothing at an address that is too old', async ({ assert, cleanup }) => {
    const { bucket, env } = await openBucket(cleanup, '2s')
    const { target, tab } = await open(cleanup, env)
    const address = await sendNote(tab)
    let answer: Awaited<ReturnType<typeof putTo>>
    do {
      answer = await putTo(address, Buffer.from('a note'))
      await setTimeout(50)
    } while (answer.status === 200)
    assert.deepEqual(answer, { status: 403, code: 'AccessDenied' })
    // Whatever came until then
    while (bucket.keys().length > 0) await setTimeout(50)
    const { code } = await tab.failure('DirectState', 'any', { file: 'a' })
    assert.equal(code, 'E_UPLOAD_UNFINISHED')
    await target.visit()
  })

  test('stays well while the bucket is gone', async ({ assert, cleanup }) => {
    const { bucket, env } = await openBucket(cleanup, '1h')
    const { target, tab } = await open(cleanup, env)
    await sendNote(tab)
    bucket.before = ({ socket }) => void socket.destroy()
    const { status, code } = await tab.failure('DirectState', 'any', { file: 'a' })
    assert.deepEqual([status, code], [503, 'E_UPLOAD_DISK'])
    bucket.before = () => {}
    await tab.value('DirectState', 'any', { file: 'a' })
    assert.lengthOf(bucket.keys(), 1)
    await target.visit()
  })

  test('gives up a bucket that does not answer, and its tab goes on', async ({
    assert,
    cleanup,
  }) => {
    const { bucket, env } = await openBucket(cleanup, '1h')
    const { target, tab } = await open(cleanup, { ...env, UPLOAD_STALL: '300ms' })
    await sendNote(tab)
    bucket.before = () => new Promise<void>(() => {})
    const { status, code } = await tab.failure('DirectState', 'any', { file: 'a' })
    assert.deepEqual([status, code], [503, 'E_UPLOAD_DISK'])
    bucket.before = () => {}
    await tab.value('DirectState', 'any', { file: 'a' })
    assert.lengthOf(bucket.keys(), 1)
    await target.visit()
  })
})
