/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import reflex from 'reflex-adonis/services/main'
import { connect } from 'reflex-adonis/plugins/japa'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import CounterState from '#states/counter_state'
import { eventCount } from '../features/event_counter/test_helper.ts'

/** What a browser says of a request by a page of the application. */
const OWN = { 'sec-fetch-site': 'same-origin' }

test.group('A feature of an application', () => {
  test('has a part in each tab, and tells the page', async () => {
    const tab = await connect('/counted')
    await tab.state(CounterState).increment()
    await tab.state(CounterState).increment()
    await eventCount(tab, 2)
    const other = await tab.openTab('/counted')
    await other.state(CounterState).increment()
    await eventCount(other, 1)
    await eventCount(tab, 2)
  })

  test('shows the page, which tells it something', async () => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/counted')
    const output = page.locator('output')
    await page.getByRole('button', { name: 'Up' }).click()
    await output.getByText('1 in 1 events').waitFor()
    await page.getByRole('button', { name: 'Reset' }).click()
    await output.getByText('1 in 0 events').waitFor()
    await page.getByRole('button', { name: 'Up' }).click()
    await output.getByText('2 in 1 events').waitFor()
  })

  test('refuses what nobody should send it, and the tab goes on', async ({ assert, cleanup }) => {
    const browser = new BrowserSession()
    cleanup(() => browser.close())
    const tab = await browser.open('/counted')
    await tab.hello()
    for (const frame of [
      { t: 'feature', f: 'counter', m: 'more' },
      { t: 'feature', f: 'counter' },
      { t: 'feature', f: 'nothing', m: 1 },
      { t: 'feature', f: '__proto__', m: 1 },
      { t: 'feature', f: 'background', m: [] },
      { t: 'feature', f: 'counter', m: { constructor: 1 } },
    ]) {
      const refused = tab.next((each) => each.t === 'error')
      tab.send(frame)
      const { status } = (await refused) as { status?: number }
      assert.isNumber(status)
    }
    const { d } = await tab.call('CounterState', 'increment')
    assert.isDefined(d)
  })

  test('answers requests of its pages, and of no others', async ({ assert, cleanup }) => {
    const browser = new BrowserSession()
    cleanup(() => browser.close())
    const tab = await browser.open('/counted')
    await tab.hello()
    await tab.call('CounterState', 'increment')
    const response = await browser.fetch('/_event/counter', { headers: OWN })
    assert.deepEqual(await response.json(), [1])
    const stranger = await fetch(`${baseUrl()}/_event/counter`, { headers: OWN })
    assert.deepEqual(await stranger.json(), [])
    assert.notEqual((await browser.fetch('/_event/nothing', { headers: OWN })).status, 200)
  })

  test('answers who has no session with the tabs of nobody', async ({ assert, cleanup }) => {
    const browser = new BrowserSession()
    cleanup(() => browser.close())
    const tab = await browser.open('/counted')
    await tab.hello()
    await tab.call('CounterState', 'increment')
    browser.cookies.clear()
    assert.lengthOf(reflex.tabs.registry.ofSession(''), 0)
    const response = await browser.fetch('/_event/counter', { headers: OWN })
    assert.deepEqual(await response.json(), [])
  })

  test('answers a page that asks without an origin where it is one of its own: {what}')
    .with([
      { what: 'its own, by a script', headers: OWN, status: 200 },
      { what: 'its own, by its address', headers: { 'sec-fetch-site': 'none' }, status: 200 },
      { what: 'its own, without encryption', headers: { referer: '/counted' }, status: 200 },
      { what: 'of the same site', headers: { 'sec-fetch-site': 'same-site' }, status: 403 },
      { what: 'of another site', headers: { 'sec-fetch-site': 'cross-site' }, status: 403 },
      {
        what: 'of another site, with an address of its own',
        headers: { 'sec-fetch-site': 'cross-site', 'referer': '/counted' },
        status: 403,
      },
      {
        what: 'of another site, by its address',
        headers: { referer: 'https://evil.example/' },
        status: 403,
      },
      { what: 'of nowhere', headers: {}, status: 403 },
      { what: 'foreign', headers: { origin: 'https://evil.example' }, status: 403 },
      { what: 'without an address', headers: { origin: 'null' }, status: 403 },
    ] satisfies { what: string; headers: Record<string, string>; status: number }[])
    .run(async ({ assert }, { headers, status }) => {
      const { referer, ...rest } = headers as Record<string, string>
      const sent = referer ? { ...rest, referer: new URL(referer, baseUrl()).href } : rest
      for (const method of ['GET', 'HEAD']) {
        const response = await fetch(`${baseUrl()}/_event/counter`, { method, headers: sent })
        assert.equal(response.status, status, method)
        if (status === 200 || method === 'HEAD') continue
        assert.equal(((await response.json()) as { code: string }).code, 'E_ENDPOINT_REFUSED')
      }
      // What is sent has an origin, whoever sends it
      const posted = await fetch(`${baseUrl()}/_event/counter`, { method: 'POST', headers: sent })
      assert.equal(posted.status, 403)
    })

  test('answers a page on another host of the application, which reads it', async ({ assert }) => {
    const origin = 'https://partner.example'
    const response = await fetch(`${baseUrl()}/_event/counter`, { headers: { origin } })
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('access-control-allow-origin'), origin)
    assert.equal(response.headers.get('access-control-allow-credentials'), 'true')
    const preflight = (from: string) =>
      fetch(`${baseUrl()}/_event/counter`, {
        method: 'OPTIONS',
        headers: { 'origin': from, 'access-control-request-method': 'POST' },
      })
    const allowed = await preflight(origin)
    assert.equal(allowed.status, 204)
    assert.equal(allowed.headers.get('access-control-allow-methods'), 'POST')
    assert.equal(await allowed.text(), '')
    const refused = await preflight('https://evil.example')
    assert.equal(refused.status, 403)
    assert.isFalse(refused.headers.has('access-control-allow-origin'))
  })

  test('keeps nothing of a user for the next one', async ({ assert, cleanup }) => {
    const browser = new BrowserSession()
    cleanup(() => browser.close())
    await browser.signIn(1)
    const tab = await browser.open('/counted')
    await tab.hello()
    await tab.call('CounterState', 'increment')
    const counted = async () => {
      const response = await browser.fetch('/_event/counter', { headers: OWN })
      return response.json()
    }
    const { identity } = reflex.tabs.registry.find(tab.boot.token.split('.', 1)[0])!
    assert.deepEqual(await counted(), [1])
    // Somebody has signed out a moment ago, and the page is yet to be told
    identity.changedElsewhere()
    assert.deepEqual(await counted(), [])
    identity.told()
    assert.deepEqual(await counted(), [1])
    const gone = tab.closed()
    await browser.fetch('/sign-out', { method: 'POST' })
    await gone
    assert.deepEqual(await counted(), [])
    const again = await browser.connect(tab.boot)
    await again.hello()
    assert.deepEqual(await counted(), [0])
  })
})
