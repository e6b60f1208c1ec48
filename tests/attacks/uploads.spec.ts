/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { Target } from '../helpers/attacks/target.ts'
import { HttpBrowser } from '../helpers/http_browser.ts'
import { labRoot } from '../helpers/lab.ts'
import type { SocketTab } from '../helpers/socket_tab.ts'
import { claim, claims, send, waitingFiles } from '../helpers/uploads/raw_upload.ts'

const MEGABYTE = 1024 * 1024

/** Bytes that the server may hold more than before, while any number of bytes goes through it. */
const GROWTH = 32 * MEGABYTE

/** A lab, and a tab of a visitor at its page of uploads. */
interface Started {
  target: Target
  /** Where the lab keeps what was sent. */
  folder: string
  browser: HttpBrowser
  tab: SocketTab
}

/** Starts the lab with a folder of its own. */
async function start(
  cleanup: (work: () => Promise<void>) => void,
  env: Record<string, string> = {}
): Promise<Started> {
  const folder = join('tmp', `uploads-${randomUUID()}`)
  const target = await Target.start({ UPLOAD_FOLDER: folder, ...env })
  cleanup(async () => {
    await target.remove()
    await rm(join(labRoot, folder), { recursive: true, force: true })
  })
  const browser = target.browser()
  cleanup(async () => browser.close())
  return { target, folder, browser, tab: await open(browser) }
}

async function open(browser: HttpBrowser): Promise<SocketTab> {
  const tab = await browser.open('/uploads')
  await tab.hello()
  return tab
}

/**
 * Sends bytes that nobody has in memory, in as few requests as may be.
 *
 * @returns whether the file is whole, and the most bytes that the server held of it in between
 *   when its garbage was collected: its resident memory at a moment depends on when that was
 */
async function stream({ target, browser }: Started, sealed: string, size: number) {
  const heldBy = async () => {
    const { heap, external } = await target.measure()
    return heap + external
  }
  let answer: { done?: boolean } = {}
  const before = await heldBy()
  let most = before
  for (let offset = 0; offset < size; offset += MEGABYTE) {
    answer = await sendPart(browser, sealed, offset, Math.min(size - offset, MEGABYTE))
    if ((offset / MEGABYTE) % 10 === 0) most = Math.max(most, await heldBy())
  }
  return { isDone: answer.done, growth: most - before }
}

async function sendPart(browser: HttpBrowser, sealed: string, offset: number, size: number) {
  const sent = request(`${browser.base}/_event/uploads`, {
    method: 'POST',
    headers: {
      'cookie': browser.cookieHeader,
      'origin': browser.base,
      'upload-claim': sealed,
      'upload-offset': String(offset),
      'content-length': size,
    },
  })
  const answered = once(sent, 'response')
  sent.end(randomBytes(size))
  const [response] = (await answered) as [Readable]
  return JSON.parse(await text(response)) as { done?: boolean }
}

test.group('A server that gets files', (group) => {
  group.tap((each) => each.timeout(180_000))

  test('holds next to nothing of 200 MB', async ({ assert, cleanup }) => {
    const started = await start(cleanup)
    const { tab } = started
    const bytes = randomBytes(MEGABYTE)
    const size = 200 * MEGABYTE
    const { a } = await claims(tab, 'any', { file: 'a' }, [{ ref: 'a', name: 'a', bytes, size }])
    const { isDone, growth } = await stream(started, a, size)
    assert.isTrue(isDone)
    assert.isBelow(growth, GROWTH)
    await tab.value('UploadsState', 'any', { file: 'a' })
  })

  test('gives nobody more claims than a session may have', async ({ assert, cleanup }) => {
    const { target, folder, browser, tab } = await start(cleanup)
    const { descriptors } = await target.measure()
    const bytes = Buffer.alloc(0)
    let given = 0
    for (let index = 0; index < 90; index++) {
      const ref = `f${index}`
      const { x } = await claim(tab, 'any', { file: ref }, [{ ref, name: ref, bytes, size: 10 }])
      if (!x) given++
    }
    assert.equal(given, 12)
    assert.lengthOf(await waitingFiles(folder), 12)
    assert.isAtMost((await target.measure()).descriptors, descriptors + 2)
    browser.close()
    await target.visit()
  })

  test('is rid of requests that never end, or that were cut', async ({ assert, cleanup }) => {
    const { target, browser, tab } = await start(cleanup, { UPLOAD_STALL: '100ms' })
    const { hostname, port } = new URL(browser.base)
    const { descriptors } = await target.measure()
    const bytes = randomBytes(1_000)
    const { a } = await claims(tab, 'any', { file: 'a' }, [{ ref: 'a', name: 'a', bytes }])
    const head = (sealed: string, more: string) =>
      [
        ...[
          'POST /_event/uploads HTTP/1.1',
          `host: ${hostname}:${port}`,
          `origin: ${browser.base}`,
        ],
        ...[`cookie: ${browser.cookieHeader}`, `upload-claim: ${sealed}`, 'upload-offset: 0', more],
        '\r\n',
      ].join('\r\n')
    const sent = [
      head(a, 'content-length: 1000'),
      head(a, 'transfer-encoding: chunked'),
      `${head(a, 'transfer-encoding: chunked')}zz\r\n`,
      head('x', 'content-length: 100000000'),
      head(a, `x-long: ${'x'.repeat(100_000)}`),
    ]
    for (const [index, sentBytes] of sent.entries()) {
      for (const cut of [true, false]) {
        const socket = connect(Number(port), hostname)
        socket.on('error', () => {})
        const closed = new Promise((resolve) => socket.once('close', resolve))
        socket.write(sentBytes)
        if (cut) socket.destroy()
        else socket.resume()
        await closed
        assert.isNull(target.process.exitCode, String(index))
      }
    }
    await target.until((measures) => measures.descriptors <= descriptors + 2)
    assert.isTrue((await send(browser, a, bytes)).done)
    await tab.value('UploadsState', 'any', { file: 'a' })
  })

  test('goes on with what another process has begun', async ({ assert, cleanup }) => {
    const prefix = `uploads-${randomUUID()}:`
    const env = { REFLEX_STORE: 'redis', REDIS_PREFIX: prefix }
    const { folder, browser, tab } = await start(cleanup, env)
    const other = await Target.start({ ...env, UPLOAD_FOLDER: folder })
    cleanup(() => other.remove())
    const bytes = randomBytes(MEGABYTE)
    const { a } = await claims(tab, 'any', { file: 'a' }, [{ ref: 'a', name: 'a', bytes }])
    await send(browser, a, bytes.subarray(0, 300_000))
    const elsewhere = new HttpBrowser(other.base)
    for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value)
    assert.deepInclude(await send(elsewhere, a), { offset: 300_000, done: false })
    assert.isTrue((await send(elsewhere, a, bytes.subarray(300_000), 300_000)).done)
    assert.isString(await tab.value('UploadsState', 'any', { file: 'a' }))
    assert.deepEqual(await waitingFiles(folder), [])
  }).tags(['@redis'])
})
