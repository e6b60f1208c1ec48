/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import getPort from 'get-port'
import { test } from '@japa/runner'
import type { ServerFrame, UpdateFrame } from 'reflex-adonis/types'
import { Target } from '../helpers/attacks/target.ts'
import { Bucket, CREDENTIALS } from '../helpers/bucket/main.ts'
import { addressOf, follow, numbers } from '../helpers/downloads.ts'
import { HttpBrowser } from '../helpers/http_browser.ts'
import { labRoot } from '../helpers/lab.ts'
import type { SocketTab } from '../helpers/socket_tab.ts'

/** More than sockets hold. */
const LARGE = 20_000_000

/** Starts the lab with a folder of its own. */
async function start(
  cleanup: (work: () => Promise<void>) => void,
  env: Record<string, string> = {}
) {
  const folder = join('tmp', `downloads-${randomUUID()}`)
  const target = await Target.start({ DOWNLOAD_FOLDER: folder, ...env })
  cleanup(async () => {
    await target.remove()
    await rm(join(labRoot, folder), { recursive: true, force: true })
  })
  const browser = target.browser()
  cleanup(async () => browser.close())
  const waiting = () => readdir(join(labRoot, folder)).catch(() => [])
  return { target, folder, browser, tab: await open(browser), waiting }
}

async function open(browser: HttpBrowser): Promise<SocketTab> {
  const tab = await browser.open('/downloads')
  await tab.hello()
  return tab
}

/** Asks by hand, and reads nothing. */
async function ask(browser: HttpBrowser, url: string, cookie: string): Promise<Socket> {
  const { hostname, port } = new URL(browser.base)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  await once(socket, 'connect')
  const head = [`GET ${url} HTTP/1.1`, `host: ${hostname}:${port}`, `cookie: ${cookie}`]
  socket.write(`${head.join('\r\n')}\r\nconnection: close\r\n\r\n`)
  return socket
}

/** All that is answered. */
async function answerTo(browser: HttpBrowser, url: string, cookie: string): Promise<string> {
  return text(await ask(browser, url, cookie))
}

test.group('A server that sends files', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('sends one once, to nobody else, and to nobody too late', async ({ assert, cleanup }) => {
    const { target, browser, tab, waiting } = await start(cleanup, { DOWNLOAD_LIFE: '1s' })
    const own = browser.cookieHeader
    const stranger = target.browser()
    await stranger.load('/downloads')
    const url = await addressOf(tab, 'text', 10)
    for (const [address, cookie] of [
      [url, stranger.cookieHeader],
      [url, ''],
      [url, `${own}x`],
      [`${url.slice(0, -2)}AA`, own],
      [`${url}/../../uploads`, own],
      [url.replace('downloads', 'downloads/x'), own],
    ]) {
      const answer = await answerTo(browser, address, cookie)
      assert.match(answer, /^HTTP\/1.1 (403|404)/)
      assert.notInclude(answer, numbers(10))
    }
    // Of many at once, one is sent
    const answers = await Promise.all(Array.from({ length: 8 }, () => answerTo(browser, url, own)))
    assert.lengthOf(
      answers.filter((answer) => answer.startsWith('HTTP/1.1 200')),
      1
    )
    assert.lengthOf(
      answers.filter((answer) => answer.includes('E_DOWNLOAD_ADDRESS')),
      7
    )
    const late = await addressOf(tab, 'text', 10)
    while ((await waiting()).length > 0) await setTimeout(20)
    assert.include(await answerTo(browser, late, own), 'E_DOWNLOAD_ADDRESS')
    await target.visit()
  })

  test('is rid of who leaves, or takes nothing', async ({ assert, cleanup }) => {
    const { target, browser, tab, waiting } = await start(cleanup, { DOWNLOAD_STALL: '300ms' })
    const { descriptors } = await target.measure()
    for (const stays of [false, true]) {
      const sockets: Socket[] = []
      for (let count = 0; count < 3; count++) {
        const url = await addressOf(tab, 'text', LARGE)
        const socket = await ask(browser, url, browser.cookieHeader)
        socket.pause()
        await once(socket, 'readable')
        sockets.push(socket)
        if (!stays) socket.destroy()
      }
      await target.until((measures) => measures.descriptors <= descriptors + (stays ? 3 : 0) + 2)
      while ((await waiting()).length > 0) await setTimeout(20)
      // The session may have as many as before
      await (await follow(browser, await addressOf(tab, 'text', 10))).text()
      for (const socket of sockets) socket.destroy()
    }
    await target.until((measures) => measures.descriptors <= descriptors + 2)
    assert.isNull(target.process.exitCode)
  })

  test('gives up a stream that brings nothing', async ({ assert, cleanup }) => {
    const { target, tab, waiting } = await start(cleanup, { DOWNLOAD_IDLE: '300ms' })
    // More of them than a session may have at once
    for (const kind of ['node', 'web', 'generator', 'late', 'generator']) {
      const { id } = await tab.call('DownloadsState', 'wait', kind)
      const matches = (frame: ServerFrame) => frame.t === undefined && frame.e === id
      const { x } = (tab.frames.find(matches) ?? (await tab.next(matches))) as UpdateFrame
      assert.deepInclude(x, { status: 504, code: 'E_DOWNLOAD_IDLE' })
    }
    assert.deepEqual(await waiting(), [])
    await target.visit()
  })

  test('gives up a bucket that does not answer', async ({ assert, cleanup }) => {
    const bucket = new Bucket('lab', CREDENTIALS)
    const port = await getPort()
    await bucket.listen(port)
    cleanup(() => bucket.close())
    const env = { BUCKET_URL: `http://localhost:${port}`, DOWNLOAD_IDLE: '300ms' }
    const { target, tab, browser } = await start(cleanup, env)
    bucket.objects.set('a.txt', {
      bytes: Buffer.from('a note'),
      type: 'text/plain',
      at: new Date(),
    })
    const cookie = browser.cookieHeader
    const address = await addressOf(tab, 'stored', 'a.txt', 'bucket')
    bucket.before = () => new Promise<void>(() => {})
    // More of them than a session may have at once
    for (let count = 0; count < 5; count++) {
      const { status, code } = await tab.failure('DownloadsState', 'stored', 'a.txt', 'bucket')
      assert.deepEqual([status, code], [503, 'E_DOWNLOAD_DISK'])
    }
    assert.match(await answerTo(browser, address, cookie), /^HTTP\/1.1 503/)
    bucket.before = () => {}
    // The address is still good
    assert.include(await answerTo(browser, address, cookie), 'a note')
    await target.visit()
  })

  test('may be another one than the one that has made it ready', async ({ assert, cleanup }) => {
    const prefix = `downloads-${randomUUID()}:`
    const env = { REFLEX_STORE: 'redis', REDIS_PREFIX: prefix }
    const { folder, browser, tab, waiting } = await start(cleanup, env)
    const other = await Target.start({ ...env, DOWNLOAD_FOLDER: folder })
    cleanup(() => other.remove())
    const elsewhere = new HttpBrowser(other.base)
    for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value)
    for (const [event, argument] of [
      ['text', 5_000],
      ['stored', 'lab/report.pdf'],
    ] as const) {
      const url = await addressOf(tab, event, argument)
      const asked = [browser, elsewhere, browser, elsewhere].map((each) => follow(each, url))
      const answers = await Promise.all(asked)
      const sent = answers.filter(({ status }) => status === 200)
      assert.lengthOf(sent, 1)
      for (const answer of answers) await answer.text()
    }
    const url = await addressOf(tab, 'text', 5_000)
    const response = await follow(elsewhere, url)
    assert.equal(await response.text(), numbers(5_000))
    while ((await waiting()).length > 0) await setTimeout(20)
    await rm(join(labRoot, 'storage/lab'), { recursive: true, force: true })
  }).tags(['@redis'])
})
