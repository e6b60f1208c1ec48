/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { root } from '../../../bin/support/processes.ts'
import { BrowserSession } from '../../helpers/browser_session.ts'

type Facts = Record<string, Record<string, unknown>>

/** Rows of the table in the guide, with what it says of them. */
async function documentedRows(): Promise<Map<string, string>> {
  const text = await readFile(join(root, 'docs', 'security.md'), 'utf8')
  const [, table] = /<!-- fidelity -->(.*)<!-- \/fidelity -->/s.exec(text)!
  const rows = table
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()))
  return new Map(rows.map(([, row, , said]) => [row, said]))
}

test.group('What an event sees, beside a controller on a like route', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    browser.headers = { 'x-region': 'north', 'user-agent': 'lab', 'accept-language': 'de' }
    return () => browser.close()
  })

  /** What a controller and an event say of the same browser. */
  async function compare(): Promise<[controller: Facts, event: Facts]> {
    await browser.signIn(1)
    const tab = await browser.open('/compare/5?color=red')
    const cookies = await browser.open('/identity')
    await Promise.all([tab.hello(), cookies.hello()])
    await browser.redeem((await cookies.call('CookieState', 'set')).c!)

    await browser.fetch('/flash-note')
    const response = await browser.fetch('/controller/5?color=red')
    const controller = (await response.json()) as Facts
    await browser.fetch('/flash-note')
    tab.socket.terminate()
    const again = await browser.connect(tab.boot)
    await again.hello()
    return [controller, await again.value<Facts>('CompareState', 'observe')]
  }

  test('each row is the same, and the guide says so', async ({ assert }) => {
    const [controller, event] = await compare()
    const url = { controller: controller.request.url, event: event.request.url }
    assert.deepEqual(url, { controller: '/controller/5?color=red', event: '/compare/5?color=red' })
    delete controller.request.url
    delete event.request.url

    const rows = await documentedRows()
    for (const name of Object.keys(controller)) {
      assert.deepEqual(event[name], controller[name], `row "${name}"`)
      assert.equal(rows.get(name), 'the same', `row "${name}" of the guide`)
    }
  })

  test('the outcomes are the same too: cookies, redirect, abort, exception', async ({ assert }) => {
    const tab = await browser.open('/compare/5')
    await tab.hello()
    const cookie = await browser.fetch('/controller/5/cookie')
    const ticket = await browser.redeem((await tab.call('CompareState', 'cookie')).c!)
    const signed = (response: Response) =>
      response.headers.getSetCookie().find((line) => line.startsWith('signed='))
    assert.equal(signed(ticket), signed(cookie))

    const redirect = await browser.fetch('/controller/5/redirect')
    const { a } = await tab.call('CompareState', 'redirect')
    assert.deepEqual(a, [{ type: 'redirect', url: redirect.headers.get('location') }])

    for (const outcome of ['abort', 'exception']) {
      const response = await browser.fetch(`/controller/5/${outcome}`)
      const failure = await tab.failure('CompareState', outcome)
      assert.equal(failure.status, response.status, outcome)
    }
    const rows = await documentedRows()
    for (const row of ['cookies out', 'redirect', 'abort', 'exception']) {
      assert.equal(rows.get(row), 'the same', `row "${row}" of the guide`)
    }
  })
})
