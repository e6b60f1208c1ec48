/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import DirectState from '#states/direct_state'
import { openBucket } from '../../../helpers/bucket/main.ts'
import type { Bucket } from '../../../helpers/bucket/main.ts'
import { BrowserSession } from '../../../helpers/browser_session.ts'
import type { SocketTab } from '../../../helpers/socket_tab.ts'
import { addresses, putTo } from '../../../helpers/uploads/direct_upload.ts'
import { endTabs } from '../../../helpers/uploads/end_tabs.ts'
import { claim, png, waitingFiles } from '../../../helpers/uploads/raw_upload.ts'

const file = (bytes: Buffer, name = 'me.png', ref = 'a') => ({ ref, name, bytes })

test.group('A file for a bucket', (group) => {
  let bucket: Bucket
  let browser: BrowserSession
  let tab: SocketTab

  group.setup(async () => {
    bucket = await openBucket()
    return () => bucket.close()
  })
  group.each.setup(async () => {
    bucket.objects.clear()
    bucket.requests.length = 0
    browser = new BrowserSession()
    tab = await open(browser)
    return async () => {
      bucket.ahead = 0
      bucket.before = () => {}
      await endTabs(browser)
    }
  })

  async function open(session: BrowserSession): Promise<SocketTab> {
    const opened = await session.open('/direct')
    await opened.hello()
    return opened
  }

  /** Keys of files that no event has had. */
  const waiting = () => bucket.keys().filter((key) => key.startsWith('reflex-uploads/'))
  const kept = () => bucket.keys().filter((key) => !key.startsWith('reflex-uploads/'))

  /** Sends a file to its address. */
  async function sent(bytes: Buffer, event = 'picture', field = 'picture', name = 'me.png') {
    const { a } = await addresses(tab, event, { [field]: 'a' }, [file(bytes, name)])
    return { address: a, ...(await putTo(a, bytes, { 'content-type': 'text/html' })) }
  }

  const refused = async (event = 'picture', argument: unknown = { picture: 'a' }) => {
    const { code } = await tab.failure('DirectState', event, argument)
    return code
  }

  test('goes there itself, and the handler keeps it there', async ({ assert }) => {
    const bytes = png(300_000)
    const { status, address } = await sent(bytes)
    assert.equal(status, 200)
    assert.match(address, /^http:\/\/localhost:\d+\/lab\/reflex-uploads\/\d{13}-[\da-f-]{36}\?/)
    await tab.value('DirectState', 'picture', { picture: 'a' })
    assert.lengthOf(kept(), 1)
    assert.match(kept()[0], /^pictures\/[\da-f-]{36}\.png$/)
    const { bytes: stored, type } = bucket.objects.get(kept()[0])!
    assert.isTrue(stored.equals(bytes))
    // Not what its browser has called it
    assert.equal(type, 'image/png')
    assert.deepEqual(waiting(), [])
    assert.deepEqual(await waitingFiles(), [])
    assert.include(JSON.stringify(tab.frames), '["me.png","png","300000"]')
  })

  test('goes there with others, in their order', async ({ assert }) => {
    const files = ['a', 'b', 'c'].map((ref, index) => file(png(1_000 + index), `${ref}.png`, ref))
    const refs = { pictures: ['c', 'a', 'b'] }
    const to = await addresses(tab, 'pictures', refs, files)
    await Promise.all(files.map(({ ref, bytes }) => putTo(to[ref], bytes)))
    const { d } = await tab.call('DirectState', 'pictures', refs)
    const keys = (d!.DirectState as unknown as [number, unknown, string[]][])[0][2]
    assert.deepEqual(
      keys.map((key) => bucket.objects.get(key)!.bytes.length),
      [1_002, 1_000, 1_001]
    )
    assert.deepEqual(waiting(), [])
  })

  test('is refused before its first byte: {name}')
    .with([
      { name: 'a type', sent: 'note.txt', size: 10, message: 'Invalid file extension txt' },
      { name: 'a size', sent: 'me.png', size: 3_000_000, message: 'should be less than 2MB' },
      { name: 'nothing in it', sent: 'me.png', size: 0, message: 'The file is empty' },
    ])
    .run(async ({ assert }, { sent: name, size, message }) => {
      const declared = [{ ref: 'a', name, bytes: Buffer.alloc(0), size }]
      const { x } = await claim(tab, 'picture', { picture: 'a' }, declared, 'DirectState')
      assert.include(x?.errors?.picture, message)
      assert.deepEqual(bucket.requests, [])
    })

  test('has the length that its address is for: {$self}')
    .with([0, 1, 4_999, 5_001, 50_000])
    .run(async ({ assert }, size) => {
      const { a } = await addresses(tab, 'picture', { picture: 'a' }, [file(png(5_000))])
      const answer = await putTo(a, Buffer.alloc(size))
      assert.deepEqual(answer, { status: 403, code: 'SignatureDoesNotMatch' })
      assert.equal(await refused(), 'E_UPLOAD_UNFINISHED')
      assert.deepEqual(bucket.keys(), [])
    })

  test('is measured where a service does not look at lengths: {0}')
    .with([
      [4_999, 'E_UPLOAD_UNFINISHED'],
      [5_001, 'E_UPLOAD_TOO_LARGE'],
      [0, 'E_UPLOAD_UNFINISHED'],
    ] as const)
    .run(async ({ assert }, [size, code]) => {
      await sent(png(5_000))
      const [key] = waiting()
      bucket.objects.set(key, {
        bytes: png(Math.max(32, size)).subarray(0, size),
        type: '',
        at: new Date(),
      })
      assert.equal(await refused(), code)
      assert.deepEqual(bucket.keys(), [])
    })

  test('is refused where its contents are not what its name says: {$self}')
    .with(['<script>alert(1)</script>', '#!/bin/sh\n', 'GIF89a'])
    .run(async ({ assert }, text) => {
      const { status } = await sent(Buffer.from(text.repeat(300)))
      assert.equal(status, 200)
      const { x } = await tab.call('DirectState', 'picture', { picture: 'a' })
      assert.include(x?.errors?.picture, 'Invalid file extension')
      assert.deepEqual(bucket.keys(), [])
    })

  test('comes to one key, once its address is known, and for a while: {0}')
    .with([
      ['another key', 403],
      ['a key above', 403],
      ['another method', 403],
      ['a changed time', 403],
      ['too late', 403],
    ] as const)
    .run(async ({ assert }, [what, status]) => {
      const bytes = png(5_000)
      const { a } = await addresses(tab, 'picture', { picture: 'a' }, [file(bytes)])
      const changed = {
        'another key': a.replace(/reflex-uploads\/\d+/, 'pictures/1'),
        'a key above': a.replace('reflex-uploads/', 'reflex-uploads/..%2F'),
        'another method': a,
        'a changed time': a.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=600000'),
        'too late': a,
      }[what]
      if (what === 'too late') bucket.ahead = 3_601_000
      const answer = what === 'another method' ? await fetch(changed) : await putTo(changed, bytes)
      assert.equal(answer.status, status)
      assert.deepEqual(bucket.keys(), [])
      bucket.ahead = 0
      assert.equal(await refused(), 'E_UPLOAD_UNFINISHED')
    })

  test('is swept later where it cannot be removed, and its event is what it was: {0}')
    .with([
      ['look', undefined],
      ['elsewhere', undefined],
      ['picture', 'E_VALIDATION_ERROR'],
    ] as const)
    .run(async ({ assert }, [event, code]) => {
      const isPicture = event === 'picture'
      const bytes = isPicture ? Buffer.from('#!/bin/sh\n'.repeat(30)) : png(5_000)
      await sent(bytes, event, isPicture ? 'picture' : 'file')
      bucket.before = ({ method, url }) => {
        // As an event has it
        if (method === 'DELETE' && /\.\d{13}-/.test(url!)) throw new Error('Not at the moment')
      }
      const { x } = await tab.call('DirectState', event, { [isPicture ? 'picture' : 'file']: 'a' })
      assert.equal(x?.code, code)
      if (isPicture) assert.include(x!.errors!.picture, 'Invalid file extension')
    })

  test('is for the tab that has asked for it', async ({ assert }) => {
    await sent(png(5_000))
    const other = new BrowserSession()
    const others = [await open(other), await open(browser)]
    for (const each of others) {
      const { code } = await each.failure('DirectState', 'picture', { picture: 'a' })
      assert.equal(code, 'E_UPLOAD_CLAIM')
    }
    assert.equal(await refused('any', { file: 'a' }), 'E_UPLOAD_CLAIM')
    assert.lengthOf(waiting(), 1)
    await tab.value('DirectState', 'picture', { picture: 'a' })
    assert.lengthOf(kept(), 1)
    await endTabs(other)
  })

  test('is used once, and what comes to its address later changes nothing', async ({ assert }) => {
    const bytes = png(5_000)
    const { address } = await sent(bytes)
    await tab.value('DirectState', 'picture', { picture: 'a' })
    const other = Buffer.from('<script>'.padEnd(5_000, '.'))
    assert.equal((await putTo(address, other)).status, 200)
    assert.equal(await refused(), 'E_UPLOAD_CLAIM')
    assert.isTrue(bucket.objects.get(kept()[0])!.bytes.equals(bytes))
    assert.lengthOf(kept(), 1)
  })

  test('cannot be changed once it is looked at', async ({ assert }) => {
    const bytes = png(5_000)
    const { address } = await sent(bytes)
    const other = Buffer.from('<script>'.padEnd(5_000, '.'))
    // Its browser writes again at each step of the server
    let isWriting = false
    bucket.before = async ({ headers }) => {
      if (isWriting || headers['x-amz-copy-source'] || !headers.authorization) return
      isWriting = true
      await putTo(address, other)
      isWriting = false
    }
    await tab.value('DirectState', 'picture', { picture: 'a' })
    assert.isTrue(bucket.objects.get(kept()[0])!.bytes.equals(bytes))
  })

  test('goes with its event, unless that keeps it: {0}')
    .with([
      ['look', undefined, 0],
      ['fail', 'E_EVENT_FAILED', 0],
      ['twice', 'E_EVENT_FAILED', 0],
      ['outside', 'E_EVENT_FAILED', 0],
      ['any', undefined, 1],
    ] as const)
    .run(async ({ assert }, [event, code, count]) => {
      await sent(Buffer.from('a note'), event, 'file', 'note.txt')
      const { x } = await tab.call('DirectState', event, { file: 'a' })
      if (code === undefined) assert.isUndefined(x)
      else assert.equal(x?.status, 500)
      assert.lengthOf(kept(), count)
      assert.deepEqual(waiting(), [])
    })

  test('is kept on another disk', async ({ assert, cleanup }) => {
    cleanup(() => rm(app.makePath('storage/lab'), { recursive: true, force: true }))
    const bytes = randomBytes(200_000)
    await sent(bytes, 'elsewhere', 'file', 'x.bin')
    const { d } = await tab.call('DirectState', 'elsewhere', { file: 'a' })
    const [key] = (d!.DirectState as unknown as [number, unknown, string[]][])[0][2]
    assert.isTrue((await readFile(app.makePath('storage', key))).equals(bytes))
    assert.deepEqual(bucket.keys(), [])
  })

  test('goes when its page gives it up, or its tab ends', async ({ assert }) => {
    await sent(png(5_000))
    assert.lengthOf(waiting(), 1)
    tab.send({ t: 'feature', f: 'uploads', m: ['a'] })
    while (waiting().length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    assert.equal(await refused(), 'E_UPLOAD_CLAIM')
    await sent(png(5_000))
    await endTabs(browser)
    while (waiting().length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  })

  test('is not lost while the bucket fails', async ({ assert }) => {
    await sent(png(5_000))
    bucket.before = ({ headers }) => {
      if (headers.authorization) throw new Error('The service is down')
    }
    assert.equal(await refused(), 'E_UPLOAD_DISK')
    bucket.before = () => {}
    await tab.value('DirectState', 'picture', { picture: 'a' })
    assert.lengthOf(kept(), 1)
  })

  test('counts for its session', async ({ assert }) => {
    const many = Array.from({ length: 13 }, (_, index) => file(png(), 'me.png', `f${index}`))
    const refs = { pictures: many.slice(0, 3).map(({ ref }) => ref) }
    for (let count = 0; count < 4; count++) {
      const files = many.slice(0, 3).map((each) => ({ ...each, ref: `${each.ref}-${count}` }))
      await addresses(tab, 'pictures', { pictures: files.map(({ ref }) => ref) }, files)
    }
    const { x } = await claim(tab, 'pictures', refs, many.slice(0, 3), 'DirectState')
    assert.equal(x?.code, 'E_UPLOAD_LIMIT')
  })

  test('comes in a test as in a browser', async ({ assert }) => {
    const page = await visit('/direct')
    const [{ status, error }] = await page.upload(DirectState, 'picture', {
      ...{ name: 'me.png', contents: png(5_000) },
    })
    assert.deepEqual([status, error], ['done', undefined])
    assert.deepEqual(page.state(DirectState).keys, kept())
  })
})
