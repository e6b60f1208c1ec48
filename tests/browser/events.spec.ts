/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Frames } from '../helpers/browser/frames.ts'
import { Line } from '../helpers/browser/line.ts'
import { logIn, openPage, visit } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

test.group('Forms', () => {
  test('a refused form says why at its field, keeps what was typed and the focus, and empties when it is accepted', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/about')
    const field = page.getByLabel('Your guess')
    await page.evaluate(() => {
      document.addEventListener('focusout', () => Object.assign(globalThis, { lostFocus: true }))
    })
    const typed: string[] = []
    await page.exposeFunction('typed', (value: string) => typed.push(value))
    await field.fill('500')
    await field.evaluate((input: HTMLInputElement) => {
      const { typed: report } = globalThis as unknown as { typed: (value: string) => void }
      const look = () => {
        report(input.value)
        requestAnimationFrame(look)
      }
      look()
    })

    await field.press('Enter')
    await page.getByText('Your guess has to be 100 or less').waitFor()
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
    const description = await field.getAttribute('aria-describedby')
    assert.include(await page.locator(`#${description}`).innerText(), '100 or less')
    assert.equal(await field.inputValue(), '500')
    // In no frame was it empty
    assert.deepEqual([...new Set(typed)], ['500'])
    assert.isFalse(await page.evaluate(() => 'lostFocus' in globalThis))

    await field.fill('50')
    await field.press('Enter')
    await page.getByText(/^50 is/).waitFor()
    assert.isNull(await field.getAttribute('aria-invalid'))
    // React empties a form when its action has ended, a moment after the answer is shown
    await page.waitForFunction(
      (input) => (input as HTMLInputElement).value === '',
      await field.elementHandle()
    )

    // An empty field is a missing one, as over HTTP
    await field.press('Enter')
    await page.getByText('Please enter your guess').waitFor()
  })

  test('a form whose event fails keeps what was typed, and its changes are dropped', async ({
    assert,
    cleanup,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await page.goto('/cart')
    await logIn(page)
    await page.waitForURL('**/cart')
    await page.goto('/products/7')
    const name = await page.getByRole('heading', { level: 1 }).innerText()
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('link', { name: 'Cart, 1 item' }).click()
    await page.getByLabel('Street and number').fill('Harbour Road 1')
    await page.getByLabel('Town').fill('X')
    await page.getByRole('button', { name: 'Place order' }).click()
    await page.getByText('Your town needs at least 2 characters').waitFor()
    assert.equal(await page.getByLabel('Name').inputValue(), 'Sam Shopper')
    assert.equal(await page.getByLabel('Street and number').inputValue(), 'Harbour Road 1')

    // Somebody else was faster
    const { stock } = await db.from('products').where('id', 7).firstOrFail()
    await db.from('products').where('id', 7).update({ stock: 0 })
    cleanup(async () => {
      await db.from('products').where('id', 7).update({ stock })
    })
    await page.getByLabel('Town').fill('Xanten')
    await page.getByRole('button', { name: 'Place order' }).click()
    await page.getByText(`${name} is sold out`).waitFor()
    assert.equal(await page.getByLabel('Town').inputValue(), 'Xanten')
    await page.getByRole('link', { name }).waitFor()
    await page.getByRole('button', { name: /^Remove / }).click()
    await page.getByRole('heading', { name: 'Your cart is empty' }).waitFor()
  })
})

test.group('Toasts', () => {
  test('show what handlers have to say, and go by their button or Escape', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/about')
    const toasts = page.getByRole('region', { name: 'Notifications' }).locator('[data-level]')
    for (const level of ['info', 'success', 'warning', 'error']) {
      await page.getByRole('button', { name: `Toast: ${level}` }).click()
      await page.locator(`[data-level=${level}]`).getByText('From the server').waitFor()
    }
    assert.equal(await toasts.count(), 4)
    await toasts.first().getByRole('button', { name: 'Close' }).click()
    assert.equal(await toasts.count(), 3)
    await toasts.first().hover()
    await page.keyboard.press('Escape')
    assert.deepEqual(
      await toasts.evaluateAll((list) => list.map((toast) => toast.getAttribute('data-level'))),
      ['success', 'warning']
    )
  })

  test('tell of a failed event, whose changes are dropped', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/about')
    await page.getByRole('button', { name: 'Add 1', exact: true }).click()
    await page.locator('output.counter').getByText('1', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Add 100 and fail' }).click()
    await page.locator('[data-level=error]').getByText('This event failed half-way').waitFor()
    assert.equal(await page.locator('output.counter').innerText(), '1')
  })
})

test.group('Optimism', () => {
  test('shows a favourite before the server has answered', async ({ assert }) => {
    const line = await Line.to(baseUrl())
    const page = await openPage({ baseURL: line.url })
    const frames = new Frames(page)
    await visit(page, '/products')
    const star = page.locator('[data-index="3"]').getByRole('button', { name: /^Favourite/ })
    await star.waitFor()
    await frames.greeted
    frames.clear()

    line.hold()
    await star.click()
    await page.locator('[data-index="3"] [aria-pressed=true]').waitFor()
    assert.lengthOf(frames.received, 0)
    line.mend()
    await frames.answer()
    await page.reload()
    await page.locator('[data-index="3"] [aria-pressed=true]').waitFor()
  })

  test('goes back when the server refuses', async ({ assert, cleanup }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await page.goto('/admin')
    await logIn(page)
    await page.waitForURL('**/admin')
    await visit(page, '/products/1000')
    const star = page.getByRole('button', { name: /^Favourite/ })
    await star.waitFor()

    // A favourite of a product that is gone cannot be stored
    const product = await db.from('products').where('id', 1000).firstOrFail()
    await db.from('products').where('id', 1000).delete()
    cleanup(async () => {
      await db.table('products').insert(product)
    })
    const pressed: (string | null)[] = []
    await page.exposeFunction('pressed', (value: string | null) => pressed.push(value))
    await star.evaluate((button) => {
      const { pressed: report } = globalThis as unknown as { pressed: (value: unknown) => void }
      new MutationObserver(() => report(button.getAttribute('aria-pressed'))).observe(button, {
        attributes: true,
      })
    })
    await star.click()
    await page.locator('[data-level=error]').waitFor()
    await page.locator('[aria-pressed=false]').waitFor()
    assert.deepEqual(pressed, ['true', 'false'])
  })
})
