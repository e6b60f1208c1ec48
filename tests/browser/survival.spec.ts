/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { Frames } from '../helpers/browser/frames.ts'
import { Line } from '../helpers/browser/line.ts'
import { logIn, openPage, visit } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

const BANNER = 'No connection to the server'

async function addOne(page: Page, expected: number): Promise<void> {
  await page.getByRole('button', { name: 'Add 1', exact: true }).click()
  await page.locator('output.counter').getByText(String(expected), { exact: true }).waitFor()
}

/** Puts a product into the cart and types half of an address. */
async function beginCheckout(page: Page): Promise<void> {
  await page.goto('/cart')
  await logIn(page)
  await page.waitForURL('**/cart')
  await page.goto('/products/7')
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('link', { name: 'Cart, 1 item' }).click()
  await page.getByLabel('Street and number').fill('Harbour Road 1')
}

async function emptyCart(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Remove / }).click()
  await page.getByRole('heading', { name: 'Your cart is empty' }).waitFor()
}

test.group('A tab survives', () => {
  test('a reload, with its state, and nothing is shown first and replaced later', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/about')
    await addOne(page, 1)

    const frames = new Frames(page)
    await page.reload({ waitUntil: 'commit' })
    assert.equal(await page.locator('output.counter').innerText(), '1')
    await page.waitForLoadState()
    await addOne(page, 2)
    const welcome = frames.received.find(({ t }) => t === 'welcome')
    assert.containsSubset(welcome, { resumed: true })
    assert.notProperty(welcome, 'snapshot')
    // The cookie that told the tab is gone
    const cookies = await page.context().cookies()
    assert.notInclude(
      cookies.map(({ name }) => name),
      'reflex_tab'
    )

    // A second window of the same address is a tab of its own
    const other = await page.context().newPage()
    await visit(other, '/about')
    assert.equal(await other.locator('output.counter').innerText(), '0')
    await addOne(page, 3)
  })

  test('a reload, with what is typed and not sent, but without passwords', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await page.addInitScript(() => {
      Object.assign(globalThis, { kept: sessionStorage.getItem('reflex:drafts') })
    })
    await beginCheckout(page)
    await page.evaluate(() => {
      const field = Object.assign(document.createElement('input'), {
        type: 'password',
        name: 'pin',
      })
      document.querySelector('form.checkout')!.append(field)
      field.value = 'a secret'
    })
    await page.reload()
    const street = page.getByLabel('Street and number')
    await page.waitForFunction(
      (input) => (input as HTMLInputElement).value === 'Harbour Road 1',
      await street.elementHandle()
    )
    assert.equal(await page.getByLabel('Name').inputValue(), 'Sam Shopper')
    const kept = await page.evaluate(() => (globalThis as unknown as { kept: string }).kept)
    assert.include(kept, 'Harbour Road 1')
    assert.notInclude(kept, 'a secret')

    // Who comes to the same address by a link begins with empty fields
    await page.goto('/cart')
    await page.waitForFunction(() => sessionStorage.getItem('reflex:drafts') === null)
    assert.equal(await street.inputValue(), '')
    await emptyCart(page)
  })

  test('the sleep of a minute, which the socket does not', async ({ assert }) => {
    const line = await Line.to(baseUrl())
    const page = await openPage({ baseURL: line.url })
    await page.clock.install()
    const frames = new Frames(page)
    await visit(page, '/about')
    await addOne(page, 1)
    const guess = page.getByLabel('Your guess')
    await guess.fill('42')
    frames.clear()

    // The lid is closed: no timer runs, and what comes meanwhile is lost
    line.hold()
    await page.clock.fastForward('01:00')
    line.mend()
    // The server has long given the socket up, without a word that came through
    line.cut()
    line.mend()
    await addOne(page, 2)
    assert.containsSubset(
      frames.received.find(({ t }) => t === 'welcome'),
      { resumed: true }
    )
    assert.equal(await guess.inputValue(), '42')
  })

  test('a change of network', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const frames = new Frames(page)
    await visit(page, '/about')
    await addOne(page, 1)
    const guess = page.getByLabel('Your guess')
    await guess.fill('42')
    frames.clear()

    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Add 1', exact: true }).click()
    await page.getByText(BANNER).waitFor()
    await page.context().setOffline(false)
    await page.getByText(BANNER).waitFor({ state: 'detached' })
    await page.locator('output.counter').getByText('2', { exact: true }).waitFor()
    assert.containsSubset(
      frames.received.find(({ t }) => t === 'welcome'),
      { resumed: true }
    )
    assert.equal(await guess.inputValue(), '42')
  })
})
