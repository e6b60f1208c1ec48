/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readdir, rm } from 'node:fs/promises'
import { PassThrough, Readable } from 'node:stream'
import app from '@adonisjs/core/services/app'
import drive from '@adonisjs/drive/services/main'
import { test } from '@japa/runner'
import type { ServerFrame, UpdateFrame } from 'reflex-adonis/types'
import { closings } from '#states/downloads_state'
import { BrowserSession } from '../../../helpers/browser_session.ts'
import { addressOf, follow, numbers } from '../../../helpers/downloads.ts'
import type { SocketTab } from '../../../helpers/socket_tab.ts'

/** What waits for a browser. */
async function waiting(): Promise<string[]> {
  return readdir(app.makePath(process.env.DOWNLOAD_FOLDER!)).catch(() => [])
}

async function open(browser: BrowserSession): Promise<SocketTab> {
  const tab = await browser.open('/downloads')
  await tab.hello()
  return tab
}

const refused = async (response: Response) => {
  const { code } = (await response.json()) as { code: string }
  return [response.status, code]
}

test.group('A download', (group) => {
  let browser: BrowserSession
  let tab: SocketTab

  group.each.setup(async () => {
    browser = new BrowserSession()
    tab = await open(browser)
    return () => browser.close()
  })

  test('of a stream comes over HTTP, once, and leaves nothing', async ({ assert }) => {
    const url = await addressOf(tab, 'text', 300_000)
    assert.isBelow(url.length, 2_000)
    assert.lengthOf(await waiting(), 1)
    const response = await follow(browser, url)
    assert.equal(response.status, 200)
    const { headers } = response
    assert.equal(headers.get('content-type'), 'text/plain')
    assert.equal(headers.get('content-length'), '300000')
    assert.equal(headers.get('content-disposition'), 'attachment; filename="numbers.txt"')
    assert.equal(headers.get('cache-control'), 'private, no-store')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(await response.text(), numbers(300_000))
    assert.deepEqual(await refused(await follow(browser, url)), [403, 'E_DOWNLOAD_ADDRESS'])
    while ((await waiting()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  })

  test('has a name that any header takes: {0}')
    .with([
      ['../../etc/passwd', 'attachment; filename="passwd"'],
      ['a"; filename="b.exe', 'attachment; filename="a_; filename=_b.exe"; filename*=UTF-8'],
      ['x\r\nset-cookie: a=b', 'attachment; filename="x__set-cookie: a=b"'],
      [
        'Übersicht.txt',
        `attachment; filename="_bersicht.txt"; filename*=UTF-8''%C3%9Cbersicht.txt`,
      ],
      ['\u0000', 'attachment; filename="_"'],
    ])
    .run(async ({ assert }, [name, expected]) => {
      const response = await follow(browser, await addressOf(tab, 'text', 10, name))
      assert.include(response.headers.get('content-disposition'), expected)
      assert.isNull(response.headers.get('set-cookie')?.match(/a=b/) ?? null)
      await response.text()
    })

  test('can be empty', async ({ assert }) => {
    const response = await follow(browser, await addressOf(tab, 'text', 0))
    assert.equal(response.status, 200)
    assert.equal(await response.text(), '')
  })

  test('can be read in part: {0}')
    .with([
      ['bytes=100-199', 206, 'bytes 100-199/5000', 100, 200],
      ['bytes=4990-', 206, 'bytes 4990-4999/5000', 4_990, 5_000],
      ['bytes=-10', 206, 'bytes 4990-4999/5000', 4_990, 5_000],
      ['bytes=0-99999', 206, 'bytes 0-4999/5000', 0, 5_000],
      ['bytes=5000-', 416, 'bytes */5000', 0, 0],
      ['bytes=9-3', 416, 'bytes */5000', 0, 0],
      ['bytes=0-1,5-6', 200, null, 0, 5_000],
      ['lines=1-2', 200, null, 0, 5_000],
    ] as const)
    .run(async ({ assert }, [range, status, shown, start, end]) => {
      const url = await addressOf(tab, 'text', 5_000)
      const response = await follow(browser, url, { range })
      assert.equal(response.status, status)
      assert.equal(response.headers.get('content-range'), shown)
      assert.equal(await response.text(), numbers(5_000).slice(start, end))
      // Bytes that are not there are not a download
      const again = await follow(browser, url)
      assert.equal(again.status, status === 416 ? 200 : 403)
      await again.text()
    })

  test('of a file on a disk can be read in part: {0}')
    .with([
      ['bytes=2-5', 206, 'bytes 2-5/8', 'repo'],
      ['bytes=0-0', 206, 'bytes 0-0/8', 'A'],
      ['bytes=5-', 206, 'bytes 5-7/8', 'ort'],
      ['bytes=-3', 206, 'bytes 5-7/8', 'ort'],
      ['bytes=8-', 416, 'bytes */8', ''],
      ['bytes=0-1,3-4', 200, null, 'A report'],
    ] as const)
    .run(async ({ assert, cleanup }, [range, status, shown, text]) => {
      cleanup(() => rm(app.makePath('storage/lab'), { recursive: true }))
      const url = await addressOf(tab, 'stored', 'lab/report.pdf')
      const response = await follow(browser, url, { range })
      assert.equal(response.status, status)
      assert.equal(response.headers.get('content-range'), shown)
      assert.equal(response.headers.get('accept-ranges'), 'bytes')
      assert.equal(await response.text(), text)
      const again = await follow(browser, url)
      assert.equal(again.status, status === 416 ? 200 : 403)
      await again.text()
    })

  test('of a file on a disk is looked for once: {$self}')
    .with(['whole', 'bytes=2-5', 'bytes=8-'])
    .run(async ({ assert, cleanup }, range) => {
      cleanup(() => rm(app.makePath('storage/lab'), { recursive: true, force: true }))
      const url = await addressOf(tab, 'stored', 'lab/report.pdf')
      const disk = drive.use('files')
      const { getMetaData } = disk
      cleanup(() => void Object.assign(disk, { getMetaData }))
      let looks = 0
      disk.getMetaData = (key) => {
        looks++
        return getMetaData.call(disk, key)
      }
      const response = await follow(browser, url, range === 'whole' ? {} : { range })
      await response.text()
      assert.equal(looks, 1)
    })

  test('is refused for the moment while its disk fails: {0}')
    .with([
      ['the event', 'getMetaData'],
      ['the request', 'getMetaData'],
      ['the request', 'getStream'],
    ] as const)
    .run(async ({ assert, cleanup }, [when, method]) => {
      cleanup(() => rm(app.makePath('storage/lab'), { recursive: true, force: true }))
      const disk = drive.use('files')
      const { [method]: before, exists } = disk
      const fail = () => {
        const broken = () => Promise.reject(new Error('connect ECONNREFUSED'))
        Object.assign(disk, { [method]: broken, exists: broken })
      }
      const mend = () => Object.assign(disk, { [method]: before, exists })
      cleanup(() => void mend())
      if (when === 'the event') {
        fail()
        const failure = await tab.failure('DownloadsState', 'stored', 'lab/report.pdf')
        assert.deepEqual([failure.status, failure.code], [503, 'E_DOWNLOAD_DISK'])
        return
      }
      const url = await addressOf(tab, 'stored', 'lab/report.pdf')
      fail()
      assert.deepEqual(await refused(await follow(browser, url)), [503, 'E_DOWNLOAD_DISK'])
      mend()
      const again = await follow(browser, url)
      // Its bytes were asked for
      assert.equal(again.status, method === 'getStream' ? 403 : 200)
      await again.text()
    })

  test('is told of without being used up', async ({ assert }) => {
    const url = await addressOf(tab, 'text', 5_000)
    const head = await follow(browser, url, {}, 'HEAD')
    assert.equal(head.status, 200)
    assert.equal(head.headers.get('content-length'), '5000')
    assert.equal(head.headers.get('accept-ranges'), 'bytes')
    assert.equal(await (await follow(browser, url)).text(), numbers(5_000))
  })

  test('of a file on a disk of Drive is sent from there: {0}')
    .with([
      ['files', undefined],
      ['other', 'other'],
    ])
    .run(async ({ assert, cleanup }, [, disk]) => {
      cleanup(() => rm(app.makePath(disk ? 'storage/other' : 'storage/lab'), { recursive: true }))
      const url = await addressOf(tab, 'stored', 'lab/report.pdf', ...(disk ? [disk] : []))
      const head = await follow(browser, url, {}, 'HEAD')
      assert.equal(head.headers.get('content-length'), '8')
      const response = await follow(browser, url)
      assert.equal(response.headers.get('content-type'), 'application/pdf')
      assert.equal(response.headers.get('content-disposition'), 'attachment; filename="report.pdf"')
      assert.equal(await response.text(), 'A report')
      assert.deepEqual(await refused(await follow(browser, url)), [403, 'E_DOWNLOAD_ADDRESS'])
    })

  test('fails in its event where there is nothing to send: {0}')
    .with([
      ['a file that is missing', 'stored', 'lab/missing.pdf', 404, 'E_DOWNLOAD_MISSING'],
      ['a path', 'stored', '../config/app.ts', 404, 'E_DOWNLOAD_MISSING'],
      ['a stream that fails', 'fails', null, 500, 'E_UNEXPECTED'],
      ['objects', 'wrong', 'objects', 500, 'E_DOWNLOAD_SOURCE'],
      ['a text', 'wrong', 'text', 500, 'E_DOWNLOAD_SOURCE'],
      ['an array', 'wrong', 'array', 500, 'E_DOWNLOAD_SOURCE'],
    ] as const)
    .run(async ({ assert }, [, event, argument, status, code]) => {
      const failure = await tab.failure('DownloadsState', event, argument)
      assert.equal(failure.status, status)
      if (code !== 'E_UNEXPECTED') assert.equal(failure.code, code)
      assert.deepEqual(await waiting(), [])
      assert.equal(await tab.value('DownloadsState', 'increment'), 1)
    })

  test('is one of a few that a session may have', async ({ assert }) => {
    const urls: string[] = []
    for (let count = 0; count < 3; count++) urls.push(await addressOf(tab, 'text', 10))
    const other = await open(browser)
    const failure = await other.failure('DownloadsState', 'text', 10)
    assert.deepEqual([failure.status, failure.code], [429, 'E_DOWNLOAD_LIMIT'])
    const stranger = new BrowserSession()
    const strange = await open(stranger)
    const theirs = await addressOf(strange, 'text', 10)
    await (await follow(stranger, theirs)).text()
    stranger.close()
    await (await follow(browser, urls[0])).text()
    // The browser has the last byte before the server knows
    let next: string | undefined
    while (!next) next = await addressOf(tab, 'text', 10).catch(() => undefined)
    for (const url of [...urls.slice(1), next]) await (await follow(browser, url)).text()
  })

  test('counts no longer where its file is gone', async ({ assert }) => {
    for (let count = 0; count < 4; count++) {
      const url = await addressOf(tab, 'stored', 'lab/report.pdf')
      await rm(app.makePath('storage/lab'), { recursive: true })
      assert.deepEqual(await refused(await follow(browser, url)), [404, 'E_DOWNLOAD_MISSING'])
    }
    for (let count = 0; count < 4; count++) {
      const url = await addressOf(tab, 'text', 10)
      const folder = app.makePath(process.env.DOWNLOAD_FOLDER!)
      await rm(folder, { recursive: true })
      assert.deepEqual(await refused(await follow(browser, url)), [403, 'E_DOWNLOAD_ADDRESS'])
    }
  })

  test('counts no longer where its event fails after all', async ({ assert }) => {
    for (let count = 0; count < 4; count++) {
      assert.equal((await tab.failure('DownloadsState', 'offerAndFail')).status, 500)
      assert.deepEqual(await waiting(), [])
    }
  })

  test('is not whole where its file has another size by now: {0}')
    .with([
      ['shorter', [3]],
      ['longer', [20_000]],
      ['longer, and late', [5, 0, 20_000]],
    ] as const)
    .run(async ({ assert, cleanup }, [, sizes]) => {
      cleanup(() => rm(app.makePath('storage/lab'), { recursive: true }))
      const url = await addressOf(tab, 'stored', 'lab/report.pdf')
      const disk = drive.use('files')
      const { getStream } = disk
      async function* bytes() {
        for (const size of sizes) {
          await new Promise(setImmediate)
          yield Buffer.alloc(size)
        }
      }
      disk.getStream = async () => Readable.from(bytes())
      cleanup(() => void (disk.getStream = getStream))
      const response = await follow(browser, url)
      const text = await response.text().catch(() => undefined)
      assert.isTrue(response.status === 500 || text === undefined)
    })

  test('leaves no stream open: {$self}')
    .with(['a browser that goes', 'a disk that fails', 'a type that no header takes'])
    .run(async ({ assert, cleanup }, kind) => {
      cleanup(() => rm(app.makePath('storage/lab'), { recursive: true }))
      const disk = drive.use('files')
      const { getStream, getMetaData } = disk
      cleanup(() => void Object.assign(disk, { getStream, getMetaData }))
      if (kind.startsWith('a type')) {
        const contentType = 'text/plain\r\nx: y'
        disk.getMetaData = async (key) => ({ ...(await getMetaData.call(disk, key)), contentType })
      }
      const url = await addressOf(tab, 'stored', 'lab/report.pdf')
      const stream = new PassThrough()
      const closed = new Promise((resolve) => stream.once('close', resolve))
      const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
      disk.getStream = async () => {
        ask()
        return stream
      }
      const gone = new AbortController()
      const answer = browser.fetch(url, { signal: gone.signal }).then(
        ({ status }) => status,
        () => 'none'
      )
      await asked
      if (kind.startsWith('a browser')) gone.abort()
      else if (kind.startsWith('a disk')) stream.destroy(new Error('The disk is gone'))
      else stream.write('12345678')
      assert.equal(await answer, kind.startsWith('a browser') ? 'none' : 500)
      await closed
    })

  test('ends with its event while nothing comes: {$self}')
    .with(['node', 'web', 'generator', 'late'])
    .run(async ({ assert }, kind) => {
      closings.count = 0
      const { id } = await tab.call('DownloadsState', 'wait', kind)
      while ((await waiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      const over = tab.next((frame) => frame.t === undefined && frame.e === id)
      await tab.call('DownloadsState', 'stop')
      const { x } = (await over) as UpdateFrame
      assert.equal(x?.code, 'E_EVENT_CANCELLED')
      // A generator is closed once what it waits for has come
      assert.equal(closings.count, ['node', 'web'].includes(kind) ? 1 : 0)
      assert.deepEqual(await waiting(), [])
    })

  test('closes a stream that it refuses, and outlives one that fails before it is read', async ({
    assert,
  }) => {
    closings.count = 0
    assert.equal((await tab.failure('DownloadsState', 'missing')).status, 500)
    assert.equal((await tab.failure('DownloadsState', 'misnamed')).status, 500)
    while (closings.count < 1) await new Promise(setImmediate)
    const urls: string[] = []
    for (let count = 0; count < 3; count++) urls.push(await addressOf(tab, 'text', 10))
    for (const kind of ['node', 'web']) {
      const { id } = await tab.call('DownloadsState', 'wait', kind)
      const matches = (frame: ServerFrame) => frame.t === undefined && frame.e === id
      const { x } = (tab.frames.find(matches) ?? (await tab.next(matches))) as UpdateFrame
      assert.equal(x?.code, 'E_DOWNLOAD_LIMIT')
    }
    while (closings.count < 3) await new Promise(setImmediate)
    assert.equal((await tab.failure('DownloadsState', 'missing')).status, 429)
    for (const url of urls) await (await follow(browser, url)).text()
    assert.equal(await tab.value('DownloadsState', 'increment'), 1)
  })

  test('may be one of several', async ({ assert }) => {
    const { a } = await tab.call('DownloadsState', 'several')
    const texts: string[] = []
    for (const action of a!) {
      const { url } = action as { url: string }
      texts.push(await (await follow(browser, url)).text())
    }
    assert.deepEqual(texts, [numbers(10), numbers(20)])
  })

  test('of a form without a script is what the form leads to', async ({ assert }) => {
    const { csrf } = await browser.load('/downloads')
    const body = new URLSearchParams({
      '_csrf': csrf!,
      '$reflex:DownloadsState/form': '',
      'size': '5000',
    })
    const response = await browser.fetch('/downloads', { method: 'POST', body })
    assert.equal(response.status, 303)
    const file = await follow(browser, response.headers.get('location')!)
    assert.equal(file.headers.get('content-disposition'), 'attachment; filename="form.txt"')
    assert.equal(await file.text(), numbers(5_000))
  })
})

test.group('The address of a download', (group) => {
  let browser: BrowserSession
  let tab: SocketTab

  group.each.setup(async () => {
    browser = new BrowserSession()
    tab = await open(browser)
    return () => browser.close()
  })

  test('is for its own session', async ({ assert }) => {
    const url = await addressOf(tab, 'text', 10)
    const other = new BrowserSession()
    await other.load('/downloads')
    const nobody = new BrowserSession()
    for (const each of [other, nobody]) {
      assert.deepEqual(await refused(await follow(each, url)), [403, 'E_DOWNLOAD_ADDRESS'])
      const head = await follow(each, url, {}, 'HEAD')
      assert.equal(head.status, 403)
    }
    assert.equal(await (await follow(browser, url)).text(), numbers(10))
  })

  test('is nothing that is made up: {0}')
    .with([
      ['nothing', () => '/_event/downloads/'],
      ['less', () => '/_event/downloads'],
      ['a word', () => '/_event/downloads/x'],
      ['a path', () => '/_event/downloads/../../etc/passwd'],
      ['a long one', () => `/_event/downloads/${'a'.repeat(8_000)}`],
      ['another one', (url: string) => url.slice(0, -1) + (url.endsWith('A') ? 'B' : 'A')],
      ['half of it', (url: string) => url.slice(0, url.length / 2)],
    ] as const)
    .run(async ({ assert }, [, change]) => {
      const url = await addressOf(tab, 'text', 10)
      const { status } = await follow(browser, change(url))
      assert.include([403, 404], status)
      assert.equal(await (await follow(browser, url)).text(), numbers(10))
    })

  test('is read, and nothing else: {$self}')
    .with(['POST', 'PUT', 'DELETE'])
    .run(async ({ assert }, method) => {
      const url = await addressOf(tab, 'text', 10)
      const response = await follow(browser, url, { origin: browser.base }, method)
      assert.deepEqual(await refused(response), [403, 'E_DOWNLOAD_ADDRESS'])
      await (await follow(browser, url)).text()
    })

  test('is for the session that its event has moved to', async ({ assert }) => {
    for (const event of ['enter', 'leave']) {
      const { a, c } = await tab.call('DownloadsState', event)
      assert.equal((await browser.redeem(c!)).status, 204)
      const { url } = a![0] as { url: string }
      assert.equal(await (await follow(browser, url)).text(), numbers(10), event)
      tab = await open(browser)
    }
    const { csrf } = await browser.load('/downloads')
    const name = '$reflex:DownloadsState/enterByForm'
    const body = new URLSearchParams({ _csrf: csrf!, [name]: '', size: '20' })
    const { headers } = await browser.fetch('/downloads', { method: 'POST', body })
    assert.equal(await (await follow(browser, headers.get('location')!)).text(), numbers(20))
  })

  test('is for who may still call its event', async ({ assert }) => {
    await browser.signIn(1)
    const mine = await open(browser)
    const url = await addressOf(mine, 'guarded')
    const second = await addressOf(mine, 'guarded')
    assert.equal(await (await follow(browser, url)).text(), numbers(10))
    await browser.fetch('/sign-out', { method: 'POST' })
    const { status } = await follow(browser, second)
    assert.equal(status, 403)
  })
})
