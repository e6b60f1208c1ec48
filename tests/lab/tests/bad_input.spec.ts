/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { request as httpRequest } from 'node:http'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import server from '@adonisjs/core/services/server'
import { WebSocket, WebSocketServer } from 'ws'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'
import { Journal, logLines } from '#services/journal'

/** Opens a socket as some page or program would, and says with which status it was refused. */
function upgradeStatus(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${baseUrl().replace('http', 'ws')}/_event`, { headers })
    socket.on('open', () => {
      socket.close()
      resolve(101)
    })
    socket.on('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode!)
    })
    socket.on('error', reject)
  })
}

test.group('Bad input', (group) => {
  let browser: BrowserSession
  let tab: SocketTab
  let bystander: SocketTab

  group.each.setup(async () => {
    browser = new BrowserSession()
    const other = new BrowserSession()
    tab = await browser.open('/')
    bystander = await other.open('/')
    await Promise.all([tab.hello(), bystander.hello()])
    ;(await app.container.make(Journal)).clear()
    return () => {
      browser.close()
      other.close()
    }
  })

  /** Neither the sender's next event nor another tab notices anything. */
  async function assertUnharmed(assert: { deepEqual(a: unknown, b: unknown): void }) {
    const { d } = await bystander.call('CounterState', 'increment')
    assert.deepEqual(d, { CounterState: [[0, ['count'], 1]] })
    const own = await tab.call('CounterState', 'increment')
    assert.deepEqual(own.d, { CounterState: [[0, ['count'], 1]] })
  }

  function loggedCodes(): unknown[] {
    return logLines.filter((line) => line.level === 40).map((line) => line.code)
  }

  const frames: Record<string, [frame: string | object, code: string]> = {
    'text that is not JSON': ['{"t":"event",', 'E_FRAME_NOT_JSON'],
    'JSON that is not an object': ['[1,2]', 'E_FRAME_INVALID'],
    'an unknown frame': [{ t: 'evil' }, 'E_FRAME_INVALID'],
    'an event without an id': [
      { t: 'event', s: 'CounterState', e: 'increment' },
      'E_FRAME_INVALID',
    ],
    'an event with an id that is not a number': [
      { t: 'event', id: '1', s: 'CounterState', e: 'increment' },
      'E_FRAME_INVALID',
    ],
    'a second hello': [
      { t: 'hello', v: 1, token: 'x', build: 'x', url: '/', n: 0, id: 0 },
      'E_FRAME_INVALID',
    ],
  }
  for (const [what, [frame, code]] of Object.entries(frames)) {
    test(`${what} is refused with ${code}, logged, and harms nobody`, async ({ assert }) => {
      const refused = tab.next((answer) => answer.t === 'error')
      tab.send(frame)
      assert.containsSubset(await refused, { t: 'error', code, status: 400 })
      assert.deepEqual(loggedCodes(), [code])
      await assertUnharmed(assert)
    })
  }

  const calls: Record<string, [call: [string, string, ...unknown[]], code: string]> = {
    'an unknown state': [['NoState', 'increment'], 'E_STATE_UNKNOWN'],
    'a state that the page cannot reach': [['RequestState', 'look'], 'E_STATE_NOT_REACHABLE'],
    'a guarded state from a public page': [['GuardedState', 'secret'], 'E_STATE_NOT_REACHABLE'],
    'a method that is not decorated': [['CounterState', 'plant'], 'E_EVENT_UNKNOWN'],
    'a method of the base class': [['CounterState', 'reset'], 'E_EVENT_UNKNOWN'],
    'a method of every object': [['CounterState', 'toString'], 'E_EVENT_UNKNOWN'],
    'the constructor': [['CounterState', 'constructor'], 'E_EVENT_UNKNOWN'],
    'an object without a validator': [['CounterState', 'add', { '>': 0 }], 'E_EVENT_ARGUMENT'],
    'a list without a validator': [['CounterState', 'add', [1]], 'E_EVENT_ARGUMENT'],
    'an object beside the validated one': [
      ['FailureState', 'order', {}, { admin: true }],
      'E_EVENT_ARGUMENT',
    ],
  }
  for (const [what, [[state, event, ...args], code]] of Object.entries(calls)) {
    test(`a call of ${what} is refused with ${code}, logged, and harms nobody`, async ({
      assert,
    }) => {
      const failure = await tab.failure(state, event, ...args)
      assert.equal(failure.code, code)
      assert.isAtLeast(failure.status, 400)
      assert.deepEqual(loggedCodes(), [code])
      await assertUnharmed(assert)
    })
  }

  for (const key of ['__proto__', 'constructor', 'prototype']) {
    test(`an argument with the key ${key} is refused and reaches no handler`, async ({
      assert,
    }) => {
      const refused = tab.answer(1)
      const argument = `{"email":"a@b.co","lines":[{"id":1,"count":1,"${key}":{"admin":true}}]}`
      tab.send(`{"t":"event","id":1,"s":"FailureState","e":"order","a":[${argument}]}`)
      assert.containsSubset((await refused).x, { code: 'E_FRAME_INVALID', status: 400 })
      assert.notProperty({}, 'admin')
      assert.deepEqual(loggedCodes(), ['E_FRAME_INVALID'])
    })
  }

  test('a deeply nested argument is refused', async ({ assert }) => {
    const refused = tab.answer(1)
    const deep = '['.repeat(2_000) + ']'.repeat(2_000)
    tab.send(`{"t":"event","id":1,"s":"FailureState","e":"order","a":[${deep}]}`)
    assert.containsSubset((await refused).x, { code: 'E_FRAME_INVALID' })
    const { d } = await bystander.call('CounterState', 'increment')
    assert.isDefined(d)
  })

  test('a frame over the limit is refused in its place in the order', async ({ assert }) => {
    const answers = [tab.answer(1), tab.answer(2)]
    const big = 'x'.repeat(17_000)
    tab.send(`{"t":"event","id":1,"s":"CounterState","e":"add","a":["${big}"]}`)
    tab.send('{"t":"event","id":2,"s":"CounterState","e":"increment"}')
    const [refused, answered] = await Promise.all(answers)
    assert.containsSubset(refused.x, { code: 'E_FRAME_TOO_LARGE', status: 413 })
    assert.isDefined(answered.d)
    assert.deepEqual(loggedCodes(), ['E_FRAME_TOO_LARGE'])
  })

  test('a frame far over the limit closes the socket, and only that', async ({ assert }) => {
    const closed = tab.closed()
    tab.send('x'.repeat(1_000_000))
    assert.equal(await closed, 1009)
    assert.isDefined((await bystander.call('CounterState', 'increment')).d)
  })

  test('more events than may wait are refused with E_QUEUE_FULL', async ({ assert }) => {
    const answers = Array.from({ length: 60 }, (_, index) => tab.answer(index + 1))
    for (let id = 1; id <= 60; id++) tab.send({ t: 'event', id, s: 'FailureState', e: 'read' })
    const codes = (await Promise.all(answers)).map(({ x }) => x?.code)
    assert.equal(codes[0], undefined)
    assert.include(codes, 'E_QUEUE_FULL')
  })

  test('a flood is refused with E_TOO_MANY_EVENTS and then cut off', async ({ assert }) => {
    const closed = tab.closed()
    for (let id = 1; id <= 1_000; id++) tab.send({ t: 'ping' })
    assert.equal(await closed, 4429)
    assert.include(loggedCodes(), 'E_TOO_MANY_EVENTS')
    assert.isDefined((await bystander.call('CounterState', 'increment')).d)
  })
})

test.group('Opening a socket', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  test('pages of the application and of allowed origins may, no others', async ({ assert }) => {
    const status = {} as Record<string, number>
    for (const origin of [
      baseUrl(),
      'https://partner.example',
      'https://a.trusted.example',
      'https://deep.er.trusted.example',
      'https://evil.example',
      'https://trusted.example',
      'https://eviltrusted.example',
      'http://partner.example',
      'https://partner.example.evil.example',
      'https://localhost:1',
      'null',
      'nonsense',
    ]) {
      status[origin] = await upgradeStatus({ origin })
    }
    assert.deepEqual(status, {
      [baseUrl()]: 101,
      'https://partner.example': 101,
      'https://a.trusted.example': 101,
      'https://deep.er.trusted.example': 101,
      'https://evil.example': 403,
      'https://trusted.example': 403,
      'https://eviltrusted.example': 403,
      'http://partner.example': 403,
      'https://partner.example.evil.example': 403,
      'https://localhost:1': 403,
      'null': 403,
      'nonsense': 403,
    })
    assert.equal(await upgradeStatus({}), 403)
  })

  test('the origin is compared with the host that a trusted proxy names', async ({ assert }) => {
    const forwarded = { 'x-forwarded-host': 'shop.example', 'x-forwarded-proto': 'https' }
    assert.equal(await upgradeStatus({ origin: 'https://shop.example', ...forwarded }), 101)
    assert.equal(await upgradeStatus({ origin: 'http://shop.example', ...forwarded }), 403)
    assert.equal(await upgradeStatus({ origin: 'https://shop.example' }), 403)
  })

  test('a forged token is refused', async ({ assert }) => {
    const boot = await browser.load('/')
    for (const token of ['', 'x', `${boot.token}x`, boot.token.slice(1)]) {
      const tab = await browser.connect(boot)
      const closed = tab.closed()
      tab.send({ t: 'hello', v: 1, token, build: boot.build, url: '/', n: 0, id: 0 })
      assert.equal(await closed, 4401)
      assert.containsSubset(tab.frames, [{ t: 'error', code: 'E_TAB_TOKEN' }])
    }
  })

  test('a token is good in the browser session that it was made for, and in no other', async ({
    assert,
  }) => {
    const boot = await browser.load('/')
    const thief = new BrowserSession()
    await thief.load('/')
    const tab = await thief.connect(boot)
    const closed = tab.closed()
    tab.send({ t: 'hello', v: 1, token: boot.token, build: boot.build, url: '/', n: 0, id: 0 })
    assert.equal(await closed, 4401)
    thief.close()

    const owner = await browser.connect(boot)
    assert.isTrue((await owner.hello()).resumed)
  })

  test('a token says nothing of the session to whoever reads it', async ({ assert }) => {
    const boot = await browser.load('/')
    const cookie = decodeURIComponent(browser.cookies.get('lab_session')!)
    const [payload] = cookie.slice(2).split('.')
    const { message } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      message: string
    }
    assert.lengthOf(message, 36)
    const decoded = boot.token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
    assert.notInclude([boot.token, ...decoded].join(), message)
  })

  test('a socket that says no hello is closed', async ({ assert }) => {
    const silent = await browser.connect(await browser.load('/'))
    assert.equal(await silent.closed(), 4408)

    const rude = await browser.connect(await browser.load('/'))
    const closed = rude.closed()
    rude.send({ t: 'event', id: 1, s: 'CounterState', e: 'increment' })
    assert.equal(await closed, 4400)
  })

  test('a browser with another protocol version is told to load the page again', async ({
    assert,
  }) => {
    const boot = await browser.load('/')
    const tab = await browser.connect(boot)
    const closed = tab.closed()
    tab.send({ t: 'hello', v: 99, token: boot.token, build: '', url: '/', n: 0, id: 0 })
    assert.equal(await closed, 4426)
  })

  test('a session may have so many open tabs and no more', async ({ assert }) => {
    for (let count = 0; count < 5; count++) await (await browser.open('/')).hello()
    const response = await browser.fetch('/')
    assert.equal(response.status, 429)
  })

  test('other upgrade listeners keep their sockets', async ({ assert, cleanup }) => {
    const node = server.getNodeServer()!
    const others = new WebSocketServer({ noServer: true })
    const listener = (
      ...args: Parameters<WebSocketServer['handleUpgrade']> extends infer P
        ? P extends [infer R, infer S, infer B, unknown]
          ? [R, S, B]
          : never
        : never
    ) => {
      if (args[0].url !== '/chat') return
      others.handleUpgrade(...args, (socket) => socket.send('hello from chat'))
    }
    node.on('upgrade', listener)
    cleanup(() => {
      node.off('upgrade', listener)
      others.close()
    })
    const socket = new WebSocket(`${baseUrl().replace('http', 'ws')}/chat`)
    const text = await new Promise((resolve) => {
      socket.on('message', (data: Buffer) => resolve(data.toString()))
    })
    socket.close()
    assert.equal(text, 'hello from chat')
  })

  test('an upgrade that nobody wants stays an ordinary request', async ({ assert }) => {
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(`${baseUrl()}/sign-in`, {
        headers: { connection: 'Upgrade', upgrade: 'websocket' },
      })
      request.on('response', (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      request.on('upgrade', () => resolve('upgraded'))
      request.on('error', reject)
      request.end()
    })
    assert.equal(status, 200)
  })
})
