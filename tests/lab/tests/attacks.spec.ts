/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import fc from 'fast-check'
import { WebSocket } from 'ws'
import { journal } from '#services/journal'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Names that a frame has, and names that it should not have. */
const key = fc.constantFrom(
  't',
  'id',
  's',
  'e',
  'a',
  'n',
  'url',
  'token',
  'build',
  'v',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  ''
)
const word = fc.oneof(
  fc.constantFrom(
    'event',
    'nav',
    'hello',
    'ack',
    'ping',
    'prefetch',
    'error',
    'welcome',
    'CounterState',
    'FailureState',
    'GuardedState',
    'increment',
    'add',
    'order',
    'unexpected',
    'constructor',
    '__proto__',
    '/',
    '/guarded',
    '//evil',
    '\u2028',
    '\ud800'
  ),
  fc.string({ maxLength: 20 })
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    word,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 })
  ),
}))

/** Anything from noise to a frame that is all but right. */
const frame = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.uint8Array({ maxLength: 60 }),
  value.map((json) => JSON.stringify(json) ?? ''),
  fc
    .record(
      {
        t: fc.constantFrom('event', 'nav', 'prefetch', 'ack', 'ping', 'hello'),
        id: fc.oneof(fc.integer({ min: -2, max: 50 }), value),
        s: fc.oneof(fc.constantFrom('CounterState', 'FailureState', 'FlashState'), value),
        e: fc.oneof(fc.constantFrom('increment', 'add', 'boom', 'order', 'read'), value),
        a: fc.oneof(fc.array(value, { maxLength: 3 }), value),
        n: fc.oneof(fc.nat(5), value),
        url: fc.oneof(fc.constantFrom('/', '/guarded', '/flash'), value),
      },
      { requiredKeys: ['t'] }
    )
    .map((json) => JSON.stringify(json))
)

const FRAMES = 10_000

/** As many as one socket may send at once. */
const PER_SOCKET = 250

test.group('Attacks', (group) => {
  let browser: BrowserSession
  let bystander: SocketTab

  group.each.setup(async () => {
    browser = new BrowserSession()
    const other = new BrowserSession()
    bystander = await other.open('/')
    await bystander.hello()
    return () => {
      browser.close()
      other.close()
    }
  })

  async function heap(): Promise<number> {
    // The lab keeps each line of its log
    journal.clear()
    const reflex = await app.container.make('reflex')
    for (const tab of [...reflex.tabs.registry.all()]) {
      if (!tab.connected) reflex.tabs.registry.drop(tab)
    }
    collectGarbage()
    await setTimeout(50)
    collectGarbage()
    return process.memoryUsage().heapUsed
  }

  async function throwFrames(frames: (string | Uint8Array)[]): Promise<void> {
    for (let start = 0; start < frames.length; start += PER_SOCKET) {
      const attacker = new BrowserSession()
      const tab = await attacker.open('/')
      await tab.hello()
      for (const text of frames.slice(start, start + PER_SOCKET)) tab.socket.send(text)
      // A ping is answered after all that came before it, unless the socket was closed
      const over = Promise.race([
        tab.next((answer) => answer.t === 'pong').catch(() => undefined),
        tab.closed(),
      ])
      tab.send({ t: 'ping' })
      await over
      attacker.close()
    }
  }

  test('10,000 random frames crash nothing, reach no other tab and leave no memory behind', async ({
    assert,
  }) => {
    const frames = fc.sample(frame, { numRuns: FRAMES, seed: 7 })
    await throwFrames(frames.slice(0, 3_000))
    const before = await heap()
    await throwFrames(frames)
    const after = await heap()

    const { d } = await bystander.call('CounterState', 'increment')
    assert.deepEqual(d, { CounterState: [[0, ['count'], 1]] })
    assert.lengthOf(bystander.frames, 2)
    assert.notProperty({}, 'admin')
    // Less than 300 bytes for each frame would hide no frame that is kept
    assert.isBelow(after - before, FRAMES * 300)
  }).timeout(60_000)

  test('a browser that does not read is cut off, and its tab lives on', async ({ assert }) => {
    const boot = await browser.load('/')
    const url = new URL(baseUrl())
    const raw = connect(Number(url.port), url.hostname)
    const reflex = await app.container.make('reflex')
    const sockets = reflex.connections

    raw.write(
      `GET /_event HTTP/1.1\r\nHost: ${url.host}\r\nOrigin: ${url.origin}\r\n` +
        `Cookie: ${browser.cookieHeader}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
    )
    await new Promise((resolve) => raw.once('data', resolve))
    const { token, build } = boot
    raw.write(masked({ t: 'hello', v: 1, token, build, url: '/', n: 0, id: 0 }))
    await new Promise((resolve) => raw.once('data', resolve))
    assert.equal(reflex.connections, sockets + 1)

    // From here on nothing is read, while the server has megabytes to say
    raw.pause()
    const [tab] = [...reflex.tabs.registry.all()].filter((each) => each.connected).slice(-1)
    for (let count = 0; count < 40 && tab.connected; count++) {
      tab.outbox.push({ r: 'x'.repeat(500_000) }, true)
      await setTimeout(5)
    }
    assert.isFalse(tab.connected)
    assert.equal(reflex.tabs.registry.find(tab.id), tab)
    raw.destroy()
    assert.isDefined((await bystander.call('CounterState', 'increment')).d)
  })

  test('an event cannot be sent into the tab of another browser', async ({ assert }) => {
    const thief = await browser.open('/')
    await thief.hello()
    thief.send({
      t: 'event',
      id: 1,
      s: 'CounterState',
      e: 'increment',
      tab: bystander.boot.token,
      token: bystander.boot.token,
    })
    await thief.answer(1)
    const { d } = await bystander.call('CounterState', 'increment')
    assert.deepEqual(d, { CounterState: [[0, ['count'], 1]] })
  })

  test('a page of another site gets no further than the upgrade', async ({ assert }) => {
    await browser.load('/')
    const socket = new WebSocket(`${baseUrl().replace('http', 'ws')}/_event`, {
      headers: { origin: 'https://evil.example', cookie: browser.cookieHeader },
    })
    const [status, body] = await new Promise<[number, string]>((resolve, reject) => {
      socket.on('unexpected-response', (_request, response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () => resolve([response.statusCode!, text]))
      })
      socket.on('open', () => reject(new Error('The socket was opened')))
      socket.on('error', () => {})
    })
    assert.equal(status, 403)
    assert.containsSubset(JSON.parse(body), { code: 'E_ORIGIN_REFUSED' })
  })
})

/** A frame of the socket protocol, as a client masks it (RFC 6455, section 5.2). */
function masked(json: object): Buffer {
  const payload = Buffer.from(JSON.stringify(json))
  const header = Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff, 0, 0, 0, 0])
  return Buffer.concat([header, payload])
}
