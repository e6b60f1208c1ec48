/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { openPage, visit } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

test.group('The shop in Chromium', () => {
  test('goes to another page without loading the document again', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/')
    await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }))

    await page.getByRole('link', { name: 'See all products' }).click()
    await page.waitForURL('**/products')
    await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
    assert.isTrue(await page.evaluate(() => 'isSameDocument' in globalThis))
  })

  test('asks a guest on the way to the cart to log in, and shows the cart after it', async () => {
    const page = await openPage({ baseURL: baseUrl() })
    await page.goto('/cart')
    await page.waitForURL('**/login')

    await page.getByLabel('Email').fill('shopper@example.com')
    await page.getByLabel('Password').fill('secret123')
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await page.waitForURL('**/cart')
    await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor()
    await page.getByTitle('Sam Shopper').waitFor()

    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor()
  })
})
