/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { BrowserSession } from '../../../helpers/browser_session.ts'
import type { SocketTab } from '../../../helpers/socket_tab.ts'
import { endTabs } from '../../../helpers/uploads/end_tabs.ts'
import { claim, claims, png, send, waitingFiles } from '../../../helpers/uploads/raw_upload.ts'
import type { SeenFile } from '#states/uploads_state'

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function open(browser: BrowserSession): Promise<SocketTab> {
  const tab = await browser.open('/uploads')
  await tab.hello()
  return tab
}

test.group('A file for an event', (group) => {
  let browser: BrowserSession
  let tab: SocketTab

  group.each.setup(async () => {
    browser = new BrowserSession()
    tab = await open(browser)
    return () => endTabs(browser)
  })

  /** What the page shows of the files that the last event has had. */
  async function call(event: string, argument: unknown): Promise<SeenFile[]> {
    const { x, d } = await tab.call('UploadsState', event, argument)
    if (x) throw new Error(JSON.stringify(x))
    return (d!.UploadsState as unknown as [number, unknown, SeenFile[]][])[0][2]
  }

  test('comes over HTTP, and the handler has it', async ({ assert }) => {
    const bytes = png(300_000)
    const file = { ref: 'a', name: 'me.png', bytes, type: 'image/png' }
    const { a } = await claims(tab, 'picture', { picture: 'a', title: 'Me and you' }, [file])
    assert.deepEqual(await send(browser, a, bytes), { status: 200, offset: 300_000, done: true })
    const { d } = await tab.call('UploadsState', 'picture', { picture: 'a', title: 'Me and you' })
    const text = JSON.stringify(d)
    assert.include(text, 'Me and you')
    assert.include(text, hashOf(bytes))
    assert.deepEqual(await waitingFiles(), [])
  })

  test('comes in several requests, each where the last one has ended', async ({ assert }) => {
    const bytes = randomBytes(200_000)
    const { a } = await claims(tab, 'any', { file: 'a' }, [{ ref: 'a', name: 'x.bin', bytes }])
    assert.deepEqual(await send(browser, a), { status: 200, offset: 0, done: false })
    const first = await send(browser, a, bytes.subarray(0, 120_000))
    assert.deepEqual(first, { status: 200, offset: 120_000, done: false })
    assert.equal((await send(browser, a, bytes.subarray(0, 10))).code, 'E_UPLOAD_OFFSET')
    assert.equal((await send(browser, a, bytes.subarray(130_000), 130_000)).code, 'E_UPLOAD_OFFSET')
    assert.equal((await send(browser, a, bytes, 'x')).code, 'E_UPLOAD_OFFSET')
    // More than its claim is for, so nothing is left of it
    assert.equal((await send(browser, a, bytes, 120_000)).status, 413)
    assert.deepEqual(await waitingFiles(), [])
  })

  test('is put together as it was', async ({ assert }) => {
    const bytes = randomBytes(200_000)
    const { a } = await claims(tab, 'any', { file: 'a' }, [{ ref: 'a', name: 'x.bin', bytes }])
    await send(browser, a, bytes.subarray(0, 120_000))
    assert.equal(
      (await tab.failure('UploadsState', 'any', { file: 'a' })).code,
      'E_UPLOAD_UNFINISHED'
    )
    assert.deepEqual(await send(browser, a), { status: 200, offset: 120_000, done: false })
    assert.isTrue((await send(browser, a, bytes.subarray(120_000), 120_000)).done)
    assert.equal(await tab.value('UploadsState', 'any', { file: 'a' }), hashOf(bytes))
  })

  test('comes with others for a list, in its order', async ({ assert }) => {
    const files = ['a', 'b', 'c'].map((ref, index) => ({
      ...{ ref, name: `${ref}.png`, bytes: png(1_000 + index) },
    }))
    const refs = { pictures: ['c', 'a', 'b'] }
    const all = await claims(tab, 'pictures', refs, files)
    await Promise.all(files.map(({ ref, bytes }) => send(browser, all[ref], bytes)))
    const seen = await call('pictures', refs)
    assert.deepEqual(
      seen.map(({ name, size }) => [name, size]),
      [
        ['c.png', 1_002],
        ['a.png', 1_000],
        ['b.png', 1_001],
      ]
    )
  })

  test('is refused before its first byte: {name}')
    .with([
      { name: 'a type', file: 'note.txt', size: 10, message: 'Invalid file extension txt' },
      { name: 'a size', file: 'me.png', size: 3_000_000, message: 'should be less than 2MB' },
      { name: 'nothing in it', file: 'me.png', size: 0, message: 'The file is empty' },
    ])
    .run(async ({ assert }, { file, size, message }) => {
      const sent = { ref: 'a', name: file, bytes: Buffer.alloc(0), size }
      const { x, d } = await claim(tab, 'picture', { picture: 'a' }, [sent])
      assert.equal(x?.code, 'E_VALIDATION_ERROR')
      assert.include(x?.errors?.picture, message)
      assert.include(JSON.stringify(d), message)
      assert.deepEqual(await waitingFiles(), [])
      assert.equal(await tab.value('UploadsState', 'increment'), 1)
    })

  test('is refused where there are too many', async ({ assert }) => {
    const files = ['a', 'b', 'c', 'd'].map((ref) => ({ ref, name: `${ref}.png`, bytes: png() }))
    const { x } = await claim(tab, 'pictures', { pictures: ['a', 'b', 'c', 'd'] }, files)
    assert.equal(x?.code, 'E_VALIDATION_ERROR')
    assert.include(x?.errors?.pictures, 'must not have more than 3 items')
  })

  test('is refused by the one that is wrong', async ({ assert }) => {
    const files = [
      { ref: 'a', name: 'a.png', bytes: png() },
      { ref: 'b', name: 'b.gif', bytes: png() },
    ]
    const { x } = await claim(tab, 'pictures', { pictures: ['a', 'b'] }, files)
    assert.deepEqual(Object.keys(x!.errors!), ['pictures.1'])
  })

  test('is refused where its contents are not what its name says: {name}')
    .with([
      { name: 'me.png', bytes: Buffer.from('<script>alert(1)</script>'.repeat(400)) },
      { name: 'me.jpeg', bytes: Buffer.from('#!/bin/sh\n'.repeat(900)) },
      { name: 'me.jpg', bytes: Buffer.from('GIF89a'.padEnd(9_000, '.')) },
      { name: 'picture', bytes: Buffer.from('MZ'.padEnd(9_000, '\0')) },
    ])
    .run(async ({ assert }, { name, bytes }) => {
      const { a } = await claims(tab, 'picture', { picture: 'a' }, [{ ref: 'a', name, bytes }])
      await send(browser, a, bytes)
      const error = await tab.failure('UploadsState', 'picture', { picture: 'a' })
      assert.equal(error.code, 'E_VALIDATION_ERROR')
      assert.include(error.errors?.picture, 'Invalid file extension')
      assert.deepEqual(await waitingFiles(), [])
    })

  test('has the extension of its contents, whatever its name is: {0}')
    .with([
      ['me.jpg', 'png'],
      ['me', 'png'],
    ])
    .run(async ({ assert }, [name, extname]) => {
      const bytes = png()
      const { a } = await claims(tab, 'any', { file: 'a' }, [{ ref: 'a', name, bytes }])
      await send(browser, a, bytes)
      assert.equal((await call('any', { file: 'a' }))[0].extname, extname)
    })

  test('has a name that is one: {0}')
    .with([
      ['../../etc/passwd', 'passwd'],
      ['..\\..\\boot.ini', 'boot.ini'],
      ['a\0b.txt', 'ab.txt'],
      [`${'x'.repeat(300)}.txt`, `${'x'.repeat(116)}.txt`],
      ['gnp.\u202Eexe.txt', 'gnp.exe.txt'],
      ['...', 'file'],
      ['', 'file'],
      ['.htaccess', 'htaccess'],
      ['Übersicht 1.txt', 'Übersicht 1.txt'],
    ])
    .run(async ({ assert }, [name, expected]) => {
      const bytes = Buffer.from('a text')
      const { a } = await claims(tab, 'any', { file: 'a' }, [{ ref: 'a', name, bytes }])
      await send(browser, a, bytes)
      assert.equal((await call('any', { file: 'a' }))[0].name, expected)
    })

  test('is kept where the handler keeps it', async ({ assert, cleanup }) => {
    const bytes = png()
    const folder = app.makePath('storage/lab/kept')
    cleanup(() => rm(folder, { recursive: true }))
    const { a } = await claims(tab, 'keep', { file: 'a' }, [{ ref: 'a', name: 'a.txt.png', bytes }])
    await send(browser, a, bytes)
    const key = JSON.stringify((await tab.call('UploadsState', 'keep', { file: 'a' })).d)
    const [name, ...more] = await readdir(folder)
    assert.deepEqual(more, [])
    assert.include(key, `lab/kept/${name}`)
    assert.match(name, /^[\da-f-]{36}\.png$/)
    assert.deepEqual(await waitingFiles(), [])

    const { b } = await claims(tab, 'fail', { file: 'b' }, [{ ref: 'b', name: 'b.png', bytes }])
    await send(browser, b, bytes)
    await tab.failure('UploadsState', 'fail', { file: 'b' })
    assert.deepEqual(await readdir(folder), [name])
    assert.deepEqual(await waitingFiles(), [])
    assert.isTrue(join(folder, name).startsWith(app.makePath('storage')))
  })

  test('that was kept goes with the changes of its event: {0}')
    .with([
      ['vars', 0],
      ['session', 0],
      // Its key was sent to the page
      ['step', 1],
    ] as const)
    .run(async ({ assert, cleanup }, [how, left]) => {
      const folder = app.makePath('storage/lab/kept')
      await mkdir(folder, { recursive: true })
      cleanup(() => rm(folder, { recursive: true }))
      const bytes = png()
      const refs = { file: 'a', how }
      const { a } = await claims(tab, 'failing', refs, [{ ref: 'a', name: 'a.png', bytes }])
      await send(browser, a, bytes)
      await tab.failure('UploadsState', 'failing', refs)
      assert.lengthOf(await readdir(folder), left)
      assert.deepEqual(await waitingFiles(), [])
    })

  test('goes with its tab, or when the page gives it up', async ({ assert }) => {
    const bytes = randomBytes(1_000)
    const files = ['a', 'b'].map((ref) => ({ ref, name: ref, bytes }))
    const all = await claims(tab, 'any', { file: 'a' }, [files[0]])
    await claims(tab, 'any', { file: 'b' }, [files[1]])
    assert.lengthOf(await waitingFiles(), 2)
    tab.send({ t: 'feature', f: 'uploads', m: ['a', 'x'] })
    await tab.value('UploadsState', 'increment')
    assert.equal((await send(browser, all.a, bytes)).code, 'E_UPLOAD_CLAIM')
    await endTabs(browser)
  })
})

/** Asks for another claim for a file. */
async function renewed(tab: SocketTab, ref: string): Promise<Record<string, string | null>> {
  const told = tab.next((frame) => frame.t === 'feature')
  tab.send({ t: 'feature', f: 'uploads', m: ref })
  return ((await told) as unknown as { m: Record<string, string | null> }).m
}

test.group('A claim of a file', (group) => {
  let browser: BrowserSession
  let tab: SocketTab
  const bytes = randomBytes(1_000)
  const file = { ref: 'a', name: 'a.bin', bytes }

  group.each.setup(async () => {
    browser = new BrowserSession()
    tab = await open(browser)
    return () => endTabs(browser)
  })

  test('is refused in another session', async ({ assert, cleanup }) => {
    const other = new BrowserSession()
    cleanup(() => other.close())
    await open(other)
    const { a } = await claims(tab, 'any', { file: 'a' }, [file])
    assert.deepInclude(await send(other, a, bytes), { status: 403, code: 'E_UPLOAD_CLAIM' })
    assert.deepInclude(await send(other, a), { status: 403, code: 'E_UPLOAD_CLAIM' })
  })

  test('goes with its tab where that goes with its session', async ({ assert, cleanup }) => {
    const { a } = await claims(tab, 'any', { file: 'a' }, [file])
    await send(browser, a, bytes.subarray(0, 400))
    const thief = browser.clone()
    assert.deepEqual(await renewed(await open(browser), 'a'), { a: null })
    const { c } = await tab.call('UploadsState', 'moveSession')
    await browser.redeem(c!)
    const stranger = new BrowserSession()
    cleanup(() => stranger.close())
    const strange = await open(stranger)
    const refused = { status: 403, code: 'E_UPLOAD_CLAIM' }
    assert.deepInclude(await send(browser, a, bytes.subarray(400), 400), refused)

    // Only its own tab gets another one
    for (const [each, ref] of [
      [strange, 'a'],
      [tab, '__proto__'],
    ] as const) {
      assert.deepEqual(Object.entries(await renewed(each, ref)), [[ref, null]])
    }
    const { a: claimed } = await renewed(tab, 'a')
    assert.deepInclude(await send(stranger, claimed!, bytes.subarray(400), 400), refused)
    assert.deepInclude(await send(thief, claimed!, bytes.subarray(400), 400), refused)
    assert.isTrue((await send(browser, claimed!, bytes.subarray(400), 400)).done)
    assert.equal(await tab.value('UploadsState', 'any', { file: 'a' }), hashOf(bytes))
    // What an event has had is nobody's
    assert.deepEqual(await renewed(tab, 'a'), { a: null })
  })

  test('is refused when it is forged: {$self}')
    .with(['', 'x', 'a'.repeat(4_000)])
    .run(async ({ assert }, text) => {
      assert.deepInclude(await send(browser, text, bytes), { status: 403, code: 'E_UPLOAD_CLAIM' })
    })

  test('is for its own tab and event', async ({ assert }) => {
    const other = await open(browser)
    const { a } = await claims(tab, 'any', { file: 'a' }, [file])
    await send(browser, a, bytes)
    assert.equal((await other.failure('UploadsState', 'any', { file: 'a' })).code, 'E_UPLOAD_CLAIM')
    assert.equal((await tab.failure('UploadsState', 'keep', { file: 'a' })).code, 'E_UPLOAD_CLAIM')
    await tab.value('UploadsState', 'any', { file: 'a' })
  })

  test('is good once', async ({ assert }) => {
    const { a } = await claims(tab, 'any', { file: 'a' }, [file])
    await send(browser, a, bytes)
    assert.deepInclude(await send(browser, a, bytes), { status: 403, code: 'E_UPLOAD_CLAIM' })
    await tab.value('UploadsState', 'any', { file: 'a' })
    assert.deepInclude(await send(browser, a, bytes), { status: 403, code: 'E_UPLOAD_CLAIM' })
    assert.equal((await tab.failure('UploadsState', 'any', { file: 'a' })).code, 'E_UPLOAD_CLAIM')
    assert.deepEqual(await waitingFiles(), [])
  })

  test('is not for two files of one call', async ({ assert }) => {
    const picture = png()
    const { a } = await claims(tab, 'pictures', { pictures: ['a'] }, [
      { ref: 'a', name: 'a.png', bytes: picture },
    ])
    await send(browser, a, picture)
    const error = await tab.failure('UploadsState', 'pictures', { pictures: ['a', 'a'] })
    assert.equal(error.code, 'E_UPLOAD_CLAIM')
  })

  test('is not given to whom the guard of the event keeps out', async ({ assert }) => {
    const { r, a } = await claim(tab, 'guarded', { file: 'a' }, [file])
    assert.isUndefined(r)
    assert.include(JSON.stringify(a), '/sign-in')
    assert.deepEqual(await waitingFiles(), [])
  })

  test('is not given for what is none: {0}')
    .with([
      ['any', '{}'],
      ['any', '[]'],
      ['any', '[{"r":"a","n":"x","s":-1,"t":""}]'],
      ['any', '[{"r":"a","n":"x","s":1.5,"t":""}]'],
      ['any', '[{"r":"../a","n":"x","s":1,"t":""}]'],
      ['any', '[{"r":"a","n":1,"s":1,"t":""}]'],
      ['any', '[{"r":"a","n":"x","s":1,"t":""},{"r":"a","n":"x","s":1,"t":""}]'],
      ['increment', '[{"r":"a","n":"x","s":1,"t":""}]'],
      ['constructor', '[{"r":"a","n":"x","s":1,"t":""}]'],
      ['any', '[{"r":"b","n":"x","s":1,"t":""}]'],
      ['any', '[null]'],
      ['any', 'nothing'],
    ])
    .run(async ({ assert }, [event, text]) => {
      const { status } = await tab.failure('UploadsState', '$upload', { file: 'a' }, event, text)
      assert.isTrue(status >= 400 && status < 500, String(status))
      assert.deepEqual(await waitingFiles(), [])
    })

  test('is not given beyond what a session may have', async ({ assert }) => {
    const other = await open(browser)
    for (const [each, from] of [
      [tab, 0],
      [other, 6],
    ] as const) {
      for (let index = from; index < from + 6; index++) {
        const ref = `f${index}`
        await claims(each, 'any', { file: ref }, [{ ref, name: ref, bytes }])
      }
    }
    const last = { ref: 'last', name: 'x', bytes }
    const { x } = await claim(other, 'any', { file: 'last' }, [last])
    assert.deepInclude(x, { status: 429, code: 'E_UPLOAD_LIMIT' })
    other.send({ t: 'feature', f: 'uploads', m: ['f6'] })
    await claims(other, 'any', { file: 'last' }, [last])
  })

  test('is not given for more bytes than a session may have', async ({ assert }) => {
    for (const ref of ['a', 'b', 'c']) {
      await claims(tab, 'any', { file: ref }, [{ ref, name: ref, bytes, size: 300_000_000 }])
    }
    const { x } = await claim(tab, 'any', { file: 'd' }, [
      { ref: 'd', name: 'd', bytes, size: 300_000_000 },
    ])
    assert.deepInclude(x, { status: 429, code: 'E_UPLOAD_LIMIT' })
  })
})
