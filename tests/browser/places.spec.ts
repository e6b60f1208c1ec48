/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { Frames } from '../helpers/browser/frames.ts'
import { openPage, visit } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

const dense = (page: Page) => page.getByRole('button', { name: 'Dense rows' })
const favourites = (page: Page) => page.getByRole('button', { name: 'Favourites', exact: true })

/** Waits until a button is pressed, or is not. */
async function pressed(page: Page, name: string, value: boolean): Promise<void> {
  const button = page.getByRole('button', { name, exact: true, pressed: value })
  await button.waitFor()
}

test.group('Vars in the address bar', () => {
  test('follow events without a navigation, and are there after a reload', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const frames = new Frames(page)
    await visit(page, '/products?utm=x#top')
    await page.getByRole('columnheader', { name: 'Price' }).getByRole('button').click()
    await page.waitForURL('**/products?utm=x&sort=price#top')
    await page.getByRole('searchbox', { name: 'Search products' }).pressSequentially('kettle ')
    await page.waitForURL('**/products?utm=x&sort=price&search=kettle#top')
    await page.getByText('10 of 1,000 products').waitFor()
    assert.equal(await page.getByRole('searchbox').inputValue(), 'kettle ')
    assert.isFalse(frames.sent.some((frame) => frame.t === 'nav'))

    await page.reload()
    await page.getByText('10 of 1,000 products').waitFor()
    await page.locator('[aria-sort=ascending]', { hasText: 'Price' }).waitFor()
    await page.getByRole('searchbox').fill('')
    await page.waitForURL('**/products?utm=x&sort=price#top')
  })

  test('are in a link that one is sent', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const response = await page.goto('/products?search=kettle&sort=price&descending=true')
    assert.match(await response!.text(), /10(<!-- -->)? of (<!-- -->)?1,000/)
    await page.locator('[aria-sort=descending]', { hasText: 'Price' }).waitFor()
    assert.equal(await page.getByRole('searchbox').inputValue(), 'kettle')
  })

  test('come back with Back and Forward', async () => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/')
    await page.getByRole('link', { name: 'See all products' }).click()
    const category = page.getByLabel('Category')
    await category.waitFor()
    // The list is as long for each of them
    const chosen = (value: string) =>
      category.locator(`option[value="${value}"]:checked`).waitFor({ state: 'attached' })
    const [, first, second] = await category
      .locator('option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))
    await category.selectOption(first)
    await page.waitForURL(`**/products?category=${first}`)
    await category.selectOption(second)
    await page.waitForURL(`**/products?category=${second}`)
    await page.getByRole('columnheader', { name: 'Stock' }).getByRole('button').click()
    await page.waitForURL(`**/products?category=${second}&sort=stock`)

    await page.goBack()
    await page.waitForURL(`**/products?category=${first}`)
    await page.getByText('100 of 1,000 products').waitFor()
    await chosen(first)
    await page.goBack()
    await page.waitForURL('**/products')
    await page.getByText('1,000 of 1,000 products').waitFor()
    await page.goForward()
    await page.goForward()
    await page.waitForURL(`**/products?category=${second}&sort=stock`)
    await page.locator('[aria-sort=ascending]', { hasText: 'Stock' }).waitFor()
    await chosen(second)
    for (let step = 0; step < 3; step++) await page.goBack()
    await page.getByRole('heading', { name: 'Good things for the house' }).waitFor()
  })

  test('are shown as onLoad has changed them', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const frames = new Frames(page)
    await visit(page, '/products?category=nonsense&search=kettle')
    await page.waitForURL('**/products?search=kettle')
    await page.getByText('10 of 1,000 products').waitFor()
    await page.getByRole('columnheader', { name: 'Price' }).getByRole('button').click()
    await page.waitForURL('**/products?search=kettle&sort=price')
    assert.isFalse(frames.sent.some((frame) => frame.t === 'nav'))
  })
})

test.group('Vars in cookies', () => {
  test('are in the first paint of a later visit, and out of reach of scripts', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/about')
    const field = page.getByLabel('Your guess')
    let [low, high] = [1, 100]
    for (let hint = ''; !hint.includes('right');) {
      const guess = Math.floor((low + high) / 2)
      await field.fill(String(guess))
      await page.getByRole('button', { name: 'Guess' }).click()
      hint = await page.getByText(new RegExp(`^${guess} is`)).innerText()
      if (hint.includes('low')) low = guess + 1
      else high = guess - 1
    }
    await page.getByText('Right guesses: 1.').waitFor()
    const cookies = await page.context().cookies()
    assert.isTrue(cookies.find(({ name }) => name === 'wins')!.httpOnly)
    assert.notInclude(await page.evaluate(() => document.cookie), 'wins')
    const response = await page.goto('/about')
    assert.include(await response!.text(), 'Right guesses: 1.')
    await page.getByText('Right guesses: 1.').waitFor()
  })
})

test.group('Vars in the storage of the browser', () => {
  test('are there after a reload, and in a new document', async () => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/products')
    await dense(page).click()
    await pressed(page, 'Dense rows', true)
    await favourites(page).click()
    await pressed(page, 'Favourites', true)
    await page.reload()
    await pressed(page, 'Dense rows', true)
    await pressed(page, 'Favourites', true)
    // Another document has another tab on the server
    await page.goto('/login')
    await visit(page, '/products')
    await pressed(page, 'Dense rows', true)
    await pressed(page, 'Favourites', true)
  })

  test('follow other tabs, where they are those of all tabs', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/products')
    const other = await page.context().newPage()
    await visit(other, '/products')
    await favourites(page).click()
    await dense(page).click()
    await pressed(other, 'Dense rows', true)
    await pressed(other, 'Favourites', false)
    await dense(other).click()
    await pressed(page, 'Dense rows', false)
    assert.equal(await page.evaluate(() => localStorage.getItem('TableViewState.dense')), 'false')
  })

  test('that hold nonsense are left alone', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await page.addInitScript(() => localStorage.setItem('TableViewState.dense', '{"$ne":null}'))
    await visit(page, '/products')
    await dense(page).click()
    await pressed(page, 'Dense rows', true)
    assert.equal(await page.evaluate(() => localStorage.getItem('TableViewState.dense')), 'true')
  })

  test('are vars still where the browser blocks it', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const warnings: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('stores nothing')) warnings.push(message.text())
    })
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('Access is denied', 'SecurityError')
          },
        })
      }
    })
    await visit(page, '/products')
    await dense(page).click()
    await pressed(page, 'Dense rows', true)
    await favourites(page).click()
    await pressed(page, 'Favourites', true)
    assert.lengthOf(warnings, 1)
  })
})
