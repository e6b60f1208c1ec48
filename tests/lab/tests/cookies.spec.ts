/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { BrowserSession } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

/** Attributes of the cookies of a response, by name. */
function attributes(response: Response): Record<string, string[]> {
  return Object.fromEntries(
    response.headers.getSetCookie().map((cookie) => {
      const [pair, ...rest] = cookie.split('; ')
      return [pair.split('=')[0], rest.sort()]
    })
  )
}

test.group('Cookies of events', (group) => {
  let browser: BrowserSession
  let tab: SocketTab

  group.each.setup(async () => {
    browser = new BrowserSession()
    tab = await browser.open('/identity')
    await tab.hello()
    return () => browser.close()
  })

  test('a ticket brings them with the attributes that the event gave them', async ({ assert }) => {
    const { c } = await tab.call('CookieState', 'set')
    const response = await browser.redeem(c!)
    assert.equal(response.status, 204)
    assert.deepEqual(attributes(response), {
      signed: ['HttpOnly', 'Max-Age=3600', 'Path=/api', 'SameSite=Strict'],
      encrypted: ['HttpOnly', 'Max-Age=7200', 'Path=/', 'SameSite=Lax', 'Secure'],
      plain: ['Domain=localhost', 'Max-Age=7200', 'Path=/', 'SameSite=Lax'],
    })
    const seen = { signed: { a: 1 }, encrypted: 'secret', plain: 'open' }
    assert.deepEqual(await (await browser.fetch('/api/cookies')).json(), seen)
    assert.deepEqual(await tab.value('CookieState', 'read'), seen)
  })

  test('the next event sees them at once, and they are brought only once', async ({ assert }) => {
    const { c } = await tab.call('CookieState', 'set')
    assert.isString(c)
    const next = await tab.call('CookieState', 'read')
    assert.deepInclude(next.r as object, { encrypted: 'secret' })
    assert.isUndefined(next.c)
    assert.isUndefined((await tab.call('CookieState', 'set')).c)
  })

  test('a cleared cookie is cleared in the browser', async ({ assert }) => {
    await browser.redeem((await tab.call('CookieState', 'set')).c!)
    assert.isTrue(browser.cookies.has('plain'))
    await browser.redeem((await tab.call('CookieState', 'clear')).c!)
    assert.isFalse(browser.cookies.has('plain'))
    assert.isUndefined((await tab.call('CookieState', 'clear')).c)
  })

  test('a ticket comes with the redirect that is to follow it', async ({ assert }) => {
    const { a, c } = await tab.call('CookieState', 'leave')
    assert.deepEqual(a, [{ type: 'redirect', url: '/guarded' }])
    assert.isString(c)
  })

  test('no script can read a ticket', async ({ assert }) => {
    const { c } = await tab.call('CookieState', 'set')
    const decoded = c!.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
    for (const text of [c!, ...decoded]) {
      assert.notInclude(text, 'secret')
      assert.notInclude(text, 'encrypted')
    }
  })

  test('a ticket cannot be used twice', async ({ assert }) => {
    const { c } = await tab.call('CookieState', 'set')
    assert.equal((await browser.redeem(c!)).status, 204)
    const again = await browser.redeem(c!)
    assert.equal(again.status, 403)
    assert.lengthOf(again.headers.getSetCookie(), 0)
    assert.containsSubset(await again.json(), { code: 'E_COOKIE_TICKET' })
  })

  test('a ticket is no good in another browser session, with or without one', async ({
    assert,
  }) => {
    const { c } = await tab.call('CookieState', 'set')
    const thief = new BrowserSession()
    assert.equal((await thief.redeem(c!)).status, 403)
    await thief.load('/')
    assert.equal((await thief.redeem(c!)).status, 403)
    assert.equal((await browser.redeem(c!)).status, 204)
  })

  test('a ticket is no good from a foreign page, on another host, or by GET', async ({
    assert,
  }) => {
    const { c } = await tab.call('CookieState', 'set')
    assert.equal((await browser.redeem(c!, { origin: 'https://evil.example' })).status, 403)
    assert.equal((await browser.redeem(c!, { origin: '' })).status, 403)
    const elsewhere = { 'x-forwarded-host': 'other.example', 'origin': 'http://other.example' }
    assert.equal((await browser.redeem(c!, elsewhere)).status, 403)
    assert.equal((await browser.fetch(`/_event/cookies`)).status, 403)
    assert.equal((await browser.redeem(c!)).status, 204)
  })

  test('a forged ticket, a tab token, and a very long text are refused', async ({ assert }) => {
    for (const text of ['', 'x', tab.boot.token, 'x'.repeat(100_000)]) {
      const response = await browser.redeem(text)
      assert.equal(response.status, 403)
      assert.lengthOf(response.headers.getSetCookie(), 0)
    }
  })

  test('a browser that came back without the cookies gets another ticket', async ({ assert }) => {
    await tab.call('CookieState', 'set')
    tab.socket.terminate()
    const second = await browser.connect(tab.boot)
    const ticket = second.next((frame) => frame.t === undefined && frame.c !== undefined)
    await second.hello({ n: 1, id: 1 })
    const { c } = (await ticket) as { c: string }
    assert.equal((await browser.redeem(c)).status, 204)
    assert.isTrue(browser.cookies.has('encrypted'))

    second.socket.terminate()
    const third = await browser.connect(tab.boot)
    await third.hello({ n: 2, id: 1 })
    assert.isUndefined((await third.call('CookieState', 'read')).c)
  })

  for (const [what, ...cookie] of [
    ['a name', 'a b', 'fine', '/'],
    ['a name with a line break', 'a\r\nset-cookie: b', 'fine', '/'],
    ['a path', 'name', 'fine', '/;\n'],
    ['no name', '', 'fine', '/'],
  ]) {
    test(`an event that sets what is not allowed fails, and no ticket is made: ${what}`, async ({
      assert,
    }) => {
      const { status } = await tab.failure('CookieState', 'mistake', ...cookie)
      assert.equal(status, 500)
      const { c } = await tab.call('CookieState', 'set')
      const response = await browser.redeem(c!)
      assert.equal(response.status, 204)
      assert.notInclude(Object.keys(attributes(response)), cookie[0])
    })
  }
})
