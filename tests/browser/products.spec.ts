/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Frames } from '../helpers/browser/frames.ts'
import { logIn, openPage, visit } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

test.group('A table of 1,000 rows', () => {
  test('is sorted and searched on the server, with what has changed on the wire', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const frames = new Frames(page)
    await visit(page, '/products')
    const rows = page.locator('tr[data-index]')
    const table = page.getByRole('table', { name: 'Products' })
    await rows.first().waitFor()
    assert.equal(await table.getAttribute('aria-rowcount'), '1001')
    assert.isBelow(await rows.count(), 100)

    await page.getByRole('columnheader', { name: 'Price' }).getByRole('button').click()
    await page.locator('[aria-sort=ascending]', { hasText: 'Price' }).waitFor()
    await page.getByRole('columnheader', { name: 'Price' }).getByRole('button').click()
    await page.locator('[aria-sort=descending]', { hasText: 'Price' }).waitFor()
    const prices = await page.locator('tr[data-index] .cell-price').allInnerTexts()
    const numbers = prices.map((price) => Number(price.replace(/[^\d.]/g, '')))
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => b - a)
    )

    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await page.locator('[data-index="999"]').waitFor()
    assert.isBelow(await rows.count(), 100)

    frames.clear()
    const star = page.locator('[data-index="999"]').getByRole('button', { name: /^Favourite/ })
    await star.click()
    await page.locator('[data-index="999"] [aria-pressed=true]').waitFor()
    const answer = frames.received.indexOf(await frames.answer())
    assert.isAtMost(frames.texts[answer].length, 150)
  })

  test('has the same columns with few of its rows', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), javaScriptEnabled: false })
    await page.goto('/products')
    const heads = page.locator('.product-table thead th')
    const widths = () =>
      heads.evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width))
    const before = await widths()
    for (const left of [10, 1]) {
      await page.locator('tr[data-index]').evaluateAll((rows, count) => {
        for (const row of rows.slice(count)) row.remove()
      }, left)
      assert.deepEqual(await widths(), before)
    }
    // And nothing in them is cut off, or runs into its neighbour
    const narrow = await page
      .locator('.product-table th, .product-table td')
      .evaluateAll((cells) =>
        cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.outerHTML)
      )
    assert.deepEqual(narrow, [])
  })

  test('is searched while one types, once for all that was typed', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const frames = new Frames(page)
    await visit(page, '/products')
    const field = page.getByRole('searchbox', { name: 'Search products' })
    // At once: how fast keys come depends on what else the machine does
    await field.evaluate((input: HTMLInputElement) => {
      const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!
      for (const letter of 'kettle') {
        set!.call(input, input.value + letter)
        input.dispatchEvent(new Event('input', { bubbles: true }))
      }
    })
    const status = page.getByRole('status').filter({ hasText: 'of 1,000 products' })
    await status.getByText('10 of 1,000 products').waitFor()
    const searches = frames.sent.filter((frame) => frame.t === 'event')
    assert.deepEqual(searches.at(-1)!.a, [{ term: 'kettle' }])
    assert.isBelow(searches.length, 'kettle'.length)
    const names = await page.locator('[data-control=name]').allInnerTexts()
    assert.isTrue(names.every((name) => /kettle/i.test(name)))

    await field.fill('nothing of the kind')
    await page.getByRole('heading', { name: 'Nothing like that on our shelves' }).waitFor()
    await page.getByRole('button', { name: 'Show everything' }).click()
    await status.getByText('1,000 of 1,000 products').waitFor()
    assert.isTrue(await field.evaluate((input) => input === document.activeElement))
  })

  test('shows favourites alone by an event that runs no middleware', async () => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/products')
    await page
      .locator('[data-index="0"]')
      .getByRole('button', { name: /^Favourite/ })
      .click()
    await page.locator('[data-index="0"] [aria-pressed=true]').waitFor()
    await page.getByRole('button', { name: 'Favourites', exact: true }).click()
    await page.getByText('1 of 1,000 products').waitFor()
  })
})

test.group('Without a mouse', () => {
  test('one comes past the header, moves through the table, and opens a product', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/products')
    await page.locator('[data-index="2"]').waitFor()
    const focused = () =>
      page.evaluate(() =>
        document.activeElement?.closest('[data-index]')?.getAttribute('data-index')
      )

    await page.keyboard.press('Tab')
    await page.getByRole('link', { name: 'Skip to content' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'product-search')

    await page.locator('[data-index="0"] [data-control=favourite]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    assert.equal(await focused(), '2')
    await page.keyboard.press('Space')
    await page.locator('[data-index="2"] [data-control=favourite][aria-pressed=true]').waitFor()
    assert.equal(await focused(), '2')
    await page.keyboard.press('ArrowUp')
    assert.equal(await focused(), '1')

    const link = page.locator('[data-index="1"] [data-control=name]')
    const name = await link.innerText()
    await link.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name }).waitFor()
  })
})

test.group('On a narrow screen, light and dark', () => {
  for (const path of ['/', '/products', '/products/3', '/about', '/guest-cart', '/login']) {
    test(`${path} fits into 360 pixels, and follows the preferred colours`, async ({ assert }) => {
      const page = await openPage({
        baseURL: baseUrl(),
        viewport: { width: 360, height: 740 },
        colorScheme: 'dark',
      })
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      // The first channel of oklch(), in which the shop writes its colours
      const lightness = () =>
        page.evaluate(() =>
          Number(/[\d.]+/.exec(getComputedStyle(document.body).backgroundColor)![0])
        )
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360)
      const dark = await lightness()
      await page.emulateMedia({ colorScheme: 'light' })
      assert.isAbove(await lightness(), dark)

      await page.getByRole('button', { name: 'Switch between light and dark' }).click()
      // Before React has taken the page up, a click is kept until then
      await page.locator('html[data-theme=dark]').waitFor()
      assert.equal(await lightness(), dark)
      await page.reload()
      await page.getByRole('heading', { level: 1 }).waitFor()
      assert.equal(await lightness(), dark)
    })
  }

  test('what one sees after the login fits as well', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), viewport: { width: 360, height: 740 } })
    await visit(page, '/products/9')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('link', { name: 'Cart, 1 item' }).waitFor()
    await page.goto('/admin')
    await logIn(page, 'admin@example.com')
    await page.waitForURL('**/admin')
    for (const path of ['/admin', '/cart', '/orders']) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, path)
    }
  })
})
