/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { UpdateFrame } from 'reflex-adonis/types'
import { Frames } from '../helpers/browser/frames.ts'
import { logIn, openPage, visit } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

test.group('Who is logged in', () => {
  test('after the login on the way to an ordinary page, events know the user, the session and what middleware found out', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/products/1')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('link', { name: 'Cart, 1 item' }).waitFor()
    await page.getByLabel('Deliver to').selectOption('us')
    await page.getByText('We deliver to United States').waitFor()

    await page.goto('/admin')
    await page.waitForURL('**/login')
    await logIn(page)
    await page.waitForURL('**/admin')
    await page.getByRole('heading', { name: 'Your account' }).waitFor()

    await visit(page, '/cart')
    await page.getByTitle('Sam Shopper').waitFor()
    const lines = page.getByRole('list').filter({ has: page.getByLabel('One more') })
    await page.getByRole('button', { name: 'One more' }).click()
    // The session's cart became the customer's
    await lines.getByText('2', { exact: true }).waitFor()
    // The middleware has read the cookie
    assert.equal(await page.getByText('Shipping').locator('+ dd').innerText(), '€19.90')

    await visit(page, '/about')
    await page.getByRole('button', { name: 'Ask again' }).click()
    assert.equal(await page.locator('[data-fact=user]').innerText(), 'Sam Shopper')
    assert.equal(await page.locator('[data-fact=region]').innerText(), 'United States (us)')

    await visit(page, '/cart')
    await page.getByRole('button', { name: /^Remove / }).click()
    await page.getByRole('heading', { name: 'Your cart is empty' }).waitFor()
  })

  test('a logged out user is sent to the login and comes back, also on reload', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await page.goto('/orders?from=mail')
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    await logIn(page)
    await page.waitForURL('**/orders?from=mail')
    await page.getByRole('heading', { level: 1, name: 'Your orders' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Your orders' }).waitFor()

    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByText('You are logged out').waitFor()
    const response = await page.goto('/cart')
    assert.equal(new URL(response!.url()).pathname, '/login')
  })

  test('the server refuses the way to a page by a link, and tells the browser nothing of it', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const frames = new Frames(page)
    await visit(page, '/products/2')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('link', { name: 'Cart, 1 item' }).click()
    frames.clear()
    await page.getByRole('link', { name: 'Log in and order' }).click()
    await page.waitForURL('**/login')

    const [asked] = frames.sent.filter((frame) => frame.t === 'nav')
    assert.equal(asked.url, '/cart')
    const answer = frames.received.find(
      (frame): frame is UpdateFrame => frame.t === undefined && frame.id === asked.id
    )
    assert.containsSubset(answer, { a: [{ type: 'redirect', url: '/login' }] })
    assert.isUndefined(answer!.p)
    assert.notInclude(frames.texts.join('\n'), '"CartState":{"v"')

    await logIn(page)
    await page.waitForURL('**/cart')
    await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor()
    await page.getByRole('button', { name: /^Remove / }).click()
    await page.getByRole('heading', { name: 'Your cart is empty' }).waitFor()
  })
})
