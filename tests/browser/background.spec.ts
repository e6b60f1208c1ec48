/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { logIn, openPage, visit } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

test.group('Work in the background', () => {
  test('shows its progress, leaves the page free, and stops when somebody asks', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await page.goto('/admin/deliveries')
    await page.waitForURL('**/login')
    await logIn(page, 'admin@example.com')
    await page.waitForURL('**/admin/deliveries')
    await visit(page, '/admin/deliveries')

    const lines = (count: number) =>
      Array.from({ length: count }, (_, index) => `Unicorn ${index}; 1`).join('\n')
    const note = page.getByLabel('Delivery note')
    const book = page.getByRole('button', { name: 'Book in' })
    await note.fill(lines(200))
    await book.click()
    await page.getByText(/^[1-9]\d* of 200 lines$/).waitFor()
    assert.equal(await page.getByRole('progressbar').getAttribute('max'), '200')
    assert.isTrue(await book.isDisabled())

    // Another page and back: it goes on all the while
    await page.getByRole('link', { name: 'About' }).first().click()
    await page.waitForURL('**/about')
    await page.getByRole('button', { name: 'Ask again' }).waitFor()
    await page.goBack()
    await page.waitForURL('**/admin/deliveries')
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('What is booked in stays so').waitFor()
    await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' })
    assert.equal(await page.getByRole('alert').count(), 0)

    await note.fill(lines(2))
    await book.click()
    await page.getByText('Delivery booked in').waitFor()
    await page.getByText('2 of 2 lines').waitFor()
    await page.getByText('Unknown: Unicorn 0 and Unicorn 1').waitFor()
  })
})
