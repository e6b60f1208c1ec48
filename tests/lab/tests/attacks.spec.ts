/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { WebSocket } from 'ws'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

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
