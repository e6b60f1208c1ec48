/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { test } from '@japa/runner'
import { RawSocket } from '../helpers/attacks/raw_socket.ts'
import { Target } from '../helpers/attacks/target.ts'
import type { Measures } from '../helpers/attacks/target.ts'

test.group('Files of events', (group) => {
  let target: Target
  let before: Measures

  group.each.setup(async () => {
    target = await Target.start()
    await target.visit()
    before = await target.until(({ connections }) => connections === 0)
    return () => target.remove()
  })
  group.tap((each) => each.timeout(60_000))

  /** Everything is as it was, and somebody else is served. */
  async function isAsBefore(): Promise<void> {
    await target.until(
      ({ connections, descriptors, running }) =>
        connections === 0 && descriptors <= before.descriptors && running === 0
    )
    if ((await target.visit()) !== 1) throw new Error('The target answers another count')
  }

  /** Posts a form whose answer is a file that no socket takes at once. */
  async function postForm(): Promise<RawSocket> {
    const browser = target.browser()
    const { csrf } = await browser.load('/files')
    const raw = await RawSocket.connect(target)
    const body = new URLSearchParams({ '_csrf': csrf!, '$reflex:FileState/large': '' }).toString()
    raw.socket.write(
      [
        'POST /files HTTP/1.1',
        `host: ${new URL(target.base).host}`,
        'content-type: application/x-www-form-urlencoded',
        `content-length: ${body.length}`,
        `cookie: ${browser.cookieHeader}`,
        'accept: text/html',
        '',
        body,
      ].join('\r\n')
    )
    return raw
  }

  test('a form whose answer is cut in the middle leaves nothing behind', async ({ assert }) => {
    for (const cut of ['destroy', 'reset'] as const) {
      const raw = await postForm()
      const [start] = (await once(raw.socket, 'data')) as [Buffer]
      assert.match(start.toString('latin1'), /^HTTP\/1\.1 200 .*filename="?large\.bin/s)
      raw[cut]()
      await raw.closed
    }
    await isAsBefore()
  })

  test('a form whose answer nobody reads leaves nothing behind', async () => {
    const raws = await Promise.all(Array.from({ length: 5 }, postForm))
    await Promise.all(raws.map(({ socket }) => once(socket, 'readable')))
    await target.visit()
    for (const raw of raws) raw.reset()
    await isAsBefore()
  })

  test('a socket that is cut in the middle of a file leaves nothing behind', async () => {
    for (const cut of ['destroy', 'reset'] as const) {
      const browser = target.browser()
      const boot = await browser.load('/files')
      const raw = await RawSocket.connect(target)
      await raw.upgrade({ cookie: browser.cookieHeader })
      await raw.hello(boot)
      raw.send({ t: 'event', id: 1, s: 'FileState', e: 'large' })
      await once(raw.socket, 'data')
      raw[cut]()
      await raw.closed
    }
    await isAsBefore()
  })

  test('a file arrives whole, and a socket that reads none is cut', async ({ assert }) => {
    const browser = target.browser()
    const reader = await browser.open('/files')
    await reader.hello()
    for (let round = 0; round < 3; round++) {
      const [file] = (await reader.call('FileState', 'large')).a as { data: string }[]
      assert.equal(Buffer.from(file.data, 'base64').length, 5_000_000)
    }
    const boot = await browser.load('/files')
    const raw = await RawSocket.connect(target)
    await raw.upgrade({ cookie: browser.cookieHeader })
    await raw.hello(boot)
    raw.socket.pause()
    for (let id = 1; id <= 10; id++) raw.send({ t: 'event', id, s: 'FileState', e: 'large' })
    await target.until(({ connections }) => connections === 1)
    assert.equal(await reader.value('FileState', 'increment'), 1)
    raw.destroy()
    browser.close()
    await isAsBefore()
  })

  test('a body that an event sends is dropped, and its file closed', async ({ assert }) => {
    const browser = target.browser()
    const tab = await browser.open('/files')
    await tab.hello()
    for (let round = 0; round < 20; round++) {
      await tab.call('FileState', 'stream', import.meta.filename)
      await tab.call('FileState', 'streamWeb')
    }
    assert.equal(await tab.value('FileState', 'increment'), 41)
    browser.close()
    await isAsBefore()
  })

  test('a body that fails ends no process, and is nothing to the event', async ({ assert }) => {
    const browser = target.browser()
    const tab = await browser.open('/files')
    await tab.hello()
    for (const path of ['/is/not/there', '/']) {
      await tab.call('FileState', 'stream', path)
      await tab.call('FileState', 'streamLater', path)
    }
    assert.equal(await tab.value('FileState', 'increment'), 5)
    browser.close()
    await isAsBefore()
    assert.notMatch(await target.log(), /ENOENT|EISDIR/)
  })
})
