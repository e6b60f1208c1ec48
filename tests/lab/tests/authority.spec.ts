/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { BootData } from 'reflex-adonis/types'
import { gates } from '#services/gates'
import { RawSocket } from '../../helpers/attacks/raw_socket.ts'
import { BrowserSession } from '../../helpers/browser_session.ts'

/** Close codes of the protocol. */
const REPLACED = 4409
const SESSION_CHANGED = 4410

test.group('In whose name an event runs', (group) => {
  let browser: BrowserSession
  let sockets: RawSocket[]

  group.each.setup(() => {
    gates.reset()
    sockets = []
    browser = new BrowserSession()
    return () => {
      browser.close()
      for (const raw of sockets) raw.destroy()
    }
  })

  /** A socket that answers no close and goes on. */
  async function stubborn(boot: BootData, headers: Record<string, string> = {}) {
    const raw = await RawSocket.connect(browser)
    sockets.push(raw)
    await raw.upgrade({ cookie: browser.cookieHeader, ...headers })
    await raw.hello(boot)
    return raw
  }

  /** What was sent before has been read. */
  async function isRead(raw: RawSocket): Promise<void> {
    raw.send({ t: 'ping' })
    await raw.next((frame) => 't' in frame && frame.t === 'pong')
  }

  const call = (id: number, s: string, e: string) => ({ t: 'event', id, s, e, a: [] })

  test('a socket that was sent away is not heard, whoever signs in later', async ({ assert }) => {
    await browser.signIn(1)
    const boot = await browser.load('/guarded')
    const old = await stubborn(boot)
    await browser.fetch('/sign-out', { method: 'POST' })
    assert.equal(await old.closeCode(), SESSION_CHANGED)
    await browser.signIn(2)
    const next = await browser.connect(boot)
    await next.hello()

    const heard = old.received.length
    for (let id = 1; id <= 50; id++) old.send(call(id, 'GuardedState', 'secret'))
    old.send({ t: 'ping' })
    await old.ended
    assert.lengthOf(old.received, heard)
    assert.equal(await next.value('GuardedState', 'secret'), 'The secret of Grace Hopper')
    assert.lengthOf(
      next.frames.filter((frame) => 'id' in frame && frame.t === undefined),
      1
    )
  })

  test('what waited when its socket was sent away does not run, and may be sent again', async ({
    assert,
  }) => {
    await browser.signIn(1)
    const boot = await browser.load('/guarded')
    const old = await stubborn(boot)
    old.send(call(1, 'GuardedState', 'wait'))
    old.send(call(2, 'GuardedState', 'secret'))
    old.send(call(3, 'GuardedState', 'secret'))
    await isRead(old)
    await browser.fetch('/sign-out', { method: 'POST' })
    assert.equal(await old.closeCode(), SESSION_CHANGED)
    await browser.signIn(2)
    const next = await browser.connect(boot)
    const greeted = next.hello({ id: 3 })
    gates.open('guarded')
    assert.equal((await greeted).id, 1)
    assert.notInclude(JSON.stringify(next.frames), 'The secret of')

    // As the client does with what the welcome does not name
    const answer = next.answer(2)
    next.send(call(2, 'GuardedState', 'secret'))
    assert.equal((await answer).r, 'The secret of Grace Hopper')
  })

  test('what an event writes into a session that has ended signs nobody out: {$self}')
    .with(['put', 'flash'])
    .run(async ({ assert }, method) => {
      await browser.signIn(1)
      const boot = await browser.load('/guarded')
      const old = await stubborn(boot)
      old.send({ ...call(1, 'GuardedState', 'remember'), a: [method === 'flash'] })
      await isRead(old)
      await browser.fetch('/sign-out', { method: 'POST' })
      assert.equal(await old.closeCode(), SESSION_CHANGED)
      await browser.signIn(2)
      const next = await browser.connect(boot)
      const greeted = next.hello({ id: 1 })
      gates.open('guarded')
      await greeted
      const answer = next.answer(2)
      next.send(call(2, 'GuardedState', 'secret'))
      assert.equal((await answer).r, 'The secret of Grace Hopper')
      const response = await browser.fetch('/api/session')
      assert.equal(((await response.json()) as { user: string }).user, 'Grace Hopper')
    })

  test('what waited when its socket was replaced runs as a request of that socket', async ({
    assert,
  }) => {
    const boot = await browser.load('/request/1')
    const old = await stubborn(boot, { 'user-agent': 'old' })
    old.send(call(1, 'RequestState', 'wait'))
    old.send(call(2, 'RequestState', 'look'))
    await isRead(old)
    const next = await browser.connect(boot, { 'user-agent': 'new' })
    const answer = next.answer(2)
    await next.hello({ id: 2, n: 0 }).catch(() => {})
    assert.equal(await old.closeCode(), REPLACED)
    old.send(call(3, 'RequestState', 'look'))
    gates.open('request')

    const { userAgent } = (await answer).r as { userAgent: string }
    assert.equal(userAgent, 'old')
    const looked = await next.value<{ userAgent: string }>('RequestState', 'look')
    assert.equal(looked.userAgent, 'new')
  })

  test('a login of an event whose socket was replaced reaches the browser and later events', async ({
    assert,
  }) => {
    const boot = await browser.load('/identity')
    const old = await stubborn(boot)
    old.send({ ...call(1, 'IdentityState', 'loginLater'), a: [1] })
    await isRead(old)
    const next = await browser.connect(boot)
    const answer = next.answer(1)
    await next.hello({ id: 1 })
    gates.open('login')
    const { c } = await answer
    assert.equal((await browser.redeem(c!)).status, 204)
    await next.call('IdentityState', 'load')
    const response = await browser.fetch('/api/session', {
      headers: { accept: 'application/json' },
    })
    assert.equal(((await response.json()) as { user: string }).user, 'Ada Lovelace')
    const later = await next.call('IdentityState', 'load')
    assert.isUndefined(later.x)
  })

  test('a background event of a guest does not go on for who signs in', async ({ assert }) => {
    const tab = await browser.open('/identity')
    await tab.hello()
    const closed = tab.closed()
    const { id } = await tab.call('IdentityState', 'watch')
    await browser.signIn(1)
    assert.equal(await closed, SESSION_CHANGED)
    const next = await browser.connect(tab.boot)
    const over = next.next((frame) => 'e' in frame && frame.e === id)
    await next.hello({ id })
    gates.open('watch')
    assert.containsSubset(await over, { x: { code: 'E_EVENT_CANCELLED' } })
    assert.notInclude(JSON.stringify(next.frames.filter(({ t }) => t === undefined)), 'Ada"')
  })

  test('a page that is asked for before the login has been answered to its end stays', async ({
    assert,
  }) => {
    const body = new URLSearchParams({ id: '1' })
    const login = await browser.fetch('/sign-in-slowly', { method: 'POST', body })
    const tab = await browser.open('/guarded')
    await tab.hello()
    const earlier = tab.frames.length
    gates.open('welcome')
    await login.text()
    // Longer than a tab has until it is sent away
    await setTimeout(500)
    assert.equal(tab.socket.readyState, tab.socket.OPEN)
    assert.equal(tab.frames.length, earlier)
    assert.isUndefined((await tab.call('GuardedState', 'secret')).x)
  })
})
