/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import reflex from 'reflex-adonis/services/main'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'

const counter = (page: Page) => page.getByRole('button').first()

async function count(page: Page, expected: number): Promise<void> {
  await counter(page).click()
  await counter(page)
    .filter({ hasText: String(expected) })
    .waitFor()
}

/** A second window comes to the page at once, and both go on, each with its own tab. */
async function bothGoOn(page: Page): Promise<void> {
  const other = await page.context().newPage()
  await visit(other, '/')
  await count(page, 3)
  await counter(other).filter({ hasText: '0' }).waitFor()
  await count(other, 1)
  await count(page, 4)
}

test.group('A page that was to be left, and stays', (group) => {
  group.tap((each) => each.timeout(120_000))

  async function open(): Promise<Page> {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/')
    await count(page, 1)
    await count(page, 2)
    return page
  }

  test('keeps its tab: a link opened another program', async () => {
    const page = await open()
    await page.evaluate(() => {
      const left = new Promise((resolve) => addEventListener('beforeunload', resolve))
      const link = Object.assign(document.createElement('a'), { href: 'mailto:ada@example.com' })
      document.body.append(link)
      link.click()
      return left
    })
    await bothGoOn(page)
  })

  test('keeps its tab: its user has chosen to stay', async () => {
    const page = await open()
    await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()))
    const asked = page.waitForEvent('dialog')
    await page.evaluate(() => void window.setTimeout(() => location.reload()))
    await (await asked).dismiss()
    await bothGoOn(page)
    page.on('dialog', (dialog) => void dialog.accept())
  })

  test('tells no other window of its tab for long', async ({ assert }) => {
    const page = await open()
    await page.evaluate(() => dispatchEvent(new Event('beforeunload')))
    const names = async () => (await page.context().cookies(page.url())).map(({ name }) => name)
    assert.include(await names(), 'reflex_tab')
    while ((await names()).includes('reflex_tab')) await setTimeout(50)
    await bothGoOn(page)
  })

  test('and is loaded again after all, keeps its tab too', async ({ assert }) => {
    const page = await open()
    await page.evaluate(() => dispatchEvent(new Event('beforeunload')))
    await page.reload()
    await count(page, 3)
    assert.equal(await counter(page).innerText(), '3')
  })
})

test.group('The tab of a document', () => {
  test('goes to no other document while the first is there', async ({ assert, cleanup }) => {
    const browser = new BrowserSession()
    cleanup(() => browser.close())
    const before = await browser.open('/')
    await before.hello({ d: 'one' })
    await before.call('CounterState', 'increment')
    browser.cookies.set('reflex_tab', before.boot.token.split('.')[0])
    const boot = await browser.load('/')
    browser.cookies.delete('reflex_tab')

    const other = await browser.connect(boot)
    const welcome = await other.hello({ d: 'two' })
    assert.isTrue(welcome.fresh)
    assert.equal(welcome.snapshot!.states.CounterState.v.count, 0)
    assert.isUndefined((await before.call('CounterState', 'increment')).x)
  })

  test('goes to the next document once the first is gone', async ({ assert, cleanup }) => {
    const browser = new BrowserSession()
    cleanup(() => browser.close())
    const before = await browser.open('/')
    await before.hello({ d: 'one' })
    await before.call('CounterState', 'increment')
    const { boot } = before
    before.close()
    const { registry } = reflex.tabs
    while (registry.find(boot.token.split('.')[0])!.connected) await setTimeout(5)

    const last = await browser.connect(boot)
    const { fresh } = await last.hello({ d: 'two' })
    assert.isUndefined(fresh)
    // A document takes the place of itself at once
    const closed = last.closed()
    const again = await browser.connect(boot)
    assert.isUndefined((await again.hello({ d: 'two' })).fresh)
    assert.equal(await closed, 4409)
  })
})
