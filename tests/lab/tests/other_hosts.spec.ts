/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { JsonValue } from 'reflex-adonis/types'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'

test.group('A socket on another host than the page', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  /** What an event sees of the place that it came from. */
  async function placeOf(headers: Record<string, string>): Promise<JsonValue> {
    const tab = await browser.connect(await browser.load('/request/7?a=1'), headers)
    await tab.hello()
    return tab.value<JsonValue>('RequestState', 'place')
  }

  test('events are requests to the page, where the page is', async ({ assert }) => {
    assert.deepEqual(
      await placeOf({ 'origin': 'https://partner.example', 'sec-fetch-site': 'cross-site' }),
      {
        url: 'https://partner.example/request/7?a=1',
        hostname: 'partner.example',
        isSecure: true,
        site: 'same-origin',
      }
    )
  })

  test('also behind a proxy that names the host of the socket', async ({ assert }) => {
    const place = await placeOf({
      'origin': 'https://a.trusted.example',
      'x-forwarded-host': 'live.example',
      'x-forwarded-proto': 'http',
    })
    assert.containsSubset(place, { url: 'https://a.trusted.example/request/7?a=1', isSecure: true })
  })

  test('on the host of the page, all is as the socket came', async ({ assert }) => {
    const { host } = new URL(baseUrl())
    assert.containsSubset(await placeOf({ 'sec-fetch-site': 'same-origin' }), {
      url: `http://${host}/request/7?a=1`,
      isSecure: false,
      site: 'same-origin',
    })
  })

  test('a page of an allowed origin brings its cookies, and no other page does', async ({
    assert,
  }) => {
    const tab = await browser.connect(await browser.load('/identity'), {
      origin: 'https://partner.example',
    })
    await tab.hello()
    const { c } = await tab.call('CookieState', 'set')
    for (const origin of [
      '',
      'null',
      'nonsense',
      'http://partner.example',
      'https://partner.example:8443',
      'https://partner.example.evil.example',
      'https://evilpartner.example',
      'https://partner.example@evil.example',
      'https://trusted.example',
      'https://eviltrusted.example',
      'https://a.trusted.example.evil.example',
    ]) {
      const response = await browser.redeem(c!, { origin })
      assert.equal(response.status, 403, origin)
      assert.isNull(response.headers.get('access-control-allow-origin'), origin)
      assert.lengthOf(response.headers.getSetCookie(), 0, origin)
    }

    const response = await browser.redeem(c!, { origin: 'https://partner.example' })
    assert.equal(response.status, 204)
    assert.equal(response.headers.get('access-control-allow-origin'), 'https://partner.example')
    assert.equal(response.headers.get('access-control-allow-credentials'), 'true')
    assert.equal(response.headers.get('vary'), 'origin')
    assert.isNotEmpty(response.headers.getSetCookie())
  })

  test('a ticket is good on the host of the socket alone', async ({ assert }) => {
    const origin = 'https://partner.example'
    const tab = await browser.connect(await browser.load('/identity'), {
      origin,
      'x-forwarded-host': 'live.example',
    })
    await tab.hello()
    const { c } = await tab.call('CookieState', 'set')
    assert.equal((await browser.redeem(c!, { origin })).status, 403)
    const there = { origin, 'x-forwarded-host': 'live.example' }
    assert.equal((await browser.redeem(c!, there)).status, 204)
  })

  test('without the session of the page, the socket is not its own', async ({ assert }) => {
    const boot = await browser.load('/identity')
    const elsewhere = new BrowserSession()
    const tab = await elsewhere.connect(boot, { origin: 'https://partner.example' })
    const closed = tab.closed()
    tab.send({
      t: 'hello',
      v: 1,
      token: boot.token,
      build: boot.build,
      url: '/identity',
      n: 0,
      id: 0,
    })
    assert.equal(await closed, 4401)
    assert.containsSubset(tab.frames, [{ t: 'error', code: 'E_TAB_TOKEN' }])
  })
})
