/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { connect } from 'reflex-adonis/plugins/japa'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import CounterState from '#states/counter_state'
import { eventCount } from '../features/event_counter/test_helper.ts'

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
    const response = await browser.fetch('/_event/counter')
    assert.deepEqual(await response.json(), [1])
    const stranger = await fetch(`${baseUrl()}/_event/counter`)
    assert.deepEqual(await stranger.json(), [])
    const foreign = await browser.fetch('/_event/counter', {
      headers: { origin: 'https://evil.example' },
    })
    assert.equal(foreign.status, 403)
    assert.equal(((await foreign.json()) as { code: string }).code, 'E_ENDPOINT_REFUSED')
    assert.notEqual((await browser.fetch('/_event/nothing')).status, 200)
  })
})
