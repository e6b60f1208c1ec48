/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import db from '@adonisjs/lucid/services/db'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { demoRoot } from '../../bin/support/processes.ts'
import { Frames } from '../helpers/browser/frames.ts'
import { logIn, openPage } from '../helpers/browser/main.ts'
import { violations } from '../helpers/browser/violations.ts'
import { baseUrl } from '../helpers/browser_session.ts'

const BUYER = 'buyer@example.com'

const PRODUCT = pathToFileURL(join(demoRoot, 'app/models/product.ts')).href

/** Milliseconds for a row of an import that is stopped: all of them would take 20 seconds. */
const ROW_TIME = 5

/** A window of somebody, at a page of the back office. */
async function windowOf(email: string, path: string, options = {}): Promise<Page> {
  const page = await openPage({ baseURL: baseUrl(), ...options })
  await page.goto(path)
  await logIn(page, email)
  await page.waitForURL(`**${path}`)
  return page
}

/** The cell of a product in a column. */
function cell(page: Page, product: string, column: string) {
  return page
    .getByRole('row')
    .filter({ hasText: product })
    .getByRole('button', { name: `Edit ${column}:` })
}

/** Searches what a field names by its text, and takes it, by keys. */
async function choose(page: Page, field: string, text: string): Promise<void> {
  const input = page.getByRole('combobox', { name: field })
  const options = page.getByRole('listbox', { name: field }).getByRole('option')
  await input.fill(text)
  await options.filter({ hasNotText: text }).first().waitFor({ state: 'detached' })
  await options.first().waitFor()
  await input.press('ArrowDown')
  await input.press('Enter')
}

async function stockOf(name: string): Promise<number> {
  const { stock } = await db.from('products').where('name', name).firstOrFail()
  return stock as number
}

/** A file with so many products. */
function productFile(count: number, first = '') {
  const rows = Array.from(
    { length: count },
    (_, index) => `Imported ${index};Lighting;A lamp;1900;${index};40`
  )
  const text = ['Name;Category;Description;Price;Stock;Rating', first, ...rows].join('\r\n')
  return { name: 'lamps.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
}

/**
 * Has the demo take its time for each new product.
 *
 * @param time - milliseconds
 * @returns ends it
 */
async function slowDown(time: number): Promise<() => void> {
  const { default: Product } = (await import(PRODUCT)) as { default: LucidModel }
  const wait = () => setTimeout(time)
  Product.before('create', wait)
  return () => void Product.$hooks.remove('before:create', wait)
}

async function imported(): Promise<number> {
  const [{ total }] = await db.from('products').whereLike('name', 'Imported%').count('* as total')
  return Number(total)
}

test.group('The back office', (group) => {
  group.setup(async () => {
    const admin = await db.from('users').where('email', 'admin@example.com').firstOrFail()
    await db.table('users').insert({ ...admin, id: 77, email: BUYER, full_name: 'Bea Buyer' })
    return async () => {
      await db.from('users').where('id', 77).delete()
    }
  })
  group.each.setup(async () => {
    const products = await db.from('products').where('id', '<=', 2)
    return async () => {
      await db.from('products').whereLike('name', 'Imported%').delete()
      for (const { id, ...product } of products) {
        await db.from('products').where('id', id).update(product)
      }
    }
  })

  test('shows stock that moves in another window, whoever has moved it', async ({ assert }) => {
    const page = await windowOf('admin@example.com', '/admin/products')
    const other = await openPage({ baseURL: baseUrl() })
    const frames = new Frames(other)
    await other.goto('/admin/products')
    await logIn(other, BUYER)
    await cell(other, 'Alder Pour-Over Kettle', 'Stock').waitFor()

    await cell(page, 'Alder Pour-Over Kettle', 'Stock').click()
    await frames.greeted
    frames.clear()
    await page.getByRole('spinbutton', { name: 'Stock' }).fill('431')
    await page.keyboard.press('Enter')
    await cell(other, 'Alder Pour-Over Kettle', 'Stock').getByText('431').waitFor()
    assert.equal(await stockOf('Alder Pour-Over Kettle'), 431)
    assert.lengthOf(frames.texts, 1)
    assert.isAtMost(frames.texts[0].length, 200)

    // By a query of somebody else, who has no model
    await db.from('products').where('id', 2).update({ stock: 432 })
    await cell(other, 'Bramley Pour-Over Kettle', 'Stock').getByText('432').waitFor()
    await cell(page, 'Bramley Pour-Over Kettle', 'Stock').getByText('432').waitFor()
  })

  test('is for administrators', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await page.goto('/admin')
    await logIn(page)
    await page.waitForURL('**/admin')
    for (const path of ['/admin/products', '/admin/products/1/edit', '/admin/orders/create']) {
      const answer = await page.goto(path)
      assert.equal(answer?.status(), 403)
    }
  })

  test('imports a file after a preview, or stops in the middle of it', async ({
    assert,
    cleanup,
  }) => {
    const page = await windowOf('admin@example.com', '/admin/products')
    const total = page.getByRole('status').filter({ hasText: /\d+ rows/ })
    await total.getByText('1,000 rows').waitFor()
    await page.getByRole('button', { name: 'Import' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import rows' })
    const input = dialog.locator('input[type=file]')

    await input.setInputFiles(productFile(20, 'Imported badly;Nowhere;A lamp;1900;1;40'))
    await dialog.getByText('20 of 21 rows can be imported.').waitFor()
    await dialog.getByRole('listitem').filter({ hasText: 'Line 2' }).getByText('Nowhere').waitFor()
    assert.deepEqual(await violations(page), [])
    assert.equal(await imported(), 0)
    await dialog.getByRole('button', { name: 'Import 20 rows' }).click()
    await dialog.getByText('20 rows imported.').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    assert.equal(await imported(), 20)
    await total.getByText('1,020 rows').waitFor()
    await db.from('products').whereLike('name', 'Imported%').delete()

    await page.getByRole('button', { name: 'Import' }).click()
    await input.setInputFiles(productFile(4_000))
    await dialog.getByText('All 4,000 rows can be imported.').waitFor()
    // Whoever stops it needs a moment, which a busy machine makes long
    cleanup(await slowDown(ROW_TIME))
    await dialog.getByLabel(/^All or nothing/).uncheck()
    await dialog.getByRole('button', { name: 'Import 4,000 rows' }).click()
    await dialog.getByText(/^[\d,]+ of 4,000 rows imported$/).waitFor()
    await dialog.getByRole('progressbar').waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.getByText(/^Stopped\. [\d,]+ rows were imported before, and are kept\.$/).waitFor()
    const kept = await imported()
    assert.isAbove(kept, 0)
    assert.isBelow(kept, 4_000)
    assert.equal(kept % 100, 0)
    await dialog.getByText(`Stopped. ${kept.toLocaleString('en')} rows`).waitFor()
  }).timeout(120_000)

  test('has forms that say what is wrong while one types, and save', async ({ assert }) => {
    const page = await windowOf('admin@example.com', '/admin/products/1/edit')
    const name = page.getByLabel('Name', { exact: true })
    await name.fill('Bramley Pour-Over Kettle')
    await name.blur()
    await page.getByRole('alert').getByText('The name has already been taken').waitFor()
    assert.equal(await name.getAttribute('aria-invalid'), 'true')
    assert.deepEqual(await violations(page), [])

    await name.fill('Alder Pour-Over Kettle')
    await page.getByLabel('Stock').fill('433')
    await choose(page, 'Category', 'Lighting')
    await page.getByRole('button', { name: 'Save' }).press('Enter')
    await page.waitForURL('**/admin/products')
    await page.getByText('Product saved').waitFor()
    const row = page.getByRole('row').filter({ hasText: 'Alder Pour-Over Kettle' })
    await row.getByText('Lighting').waitFor()
    await row.getByText('433').waitFor()
  })

  test('is sorted, limited and edited by the keyboard', async ({ assert }) => {
    const page = await windowOf('admin@example.com', '/admin/products')
    await cell(page, 'Alder Pour-Over Kettle', 'Stock').waitFor()
    assert.deepEqual(await violations(page), [])
    await page.getByRole('link', { name: 'Price in cents' }).press('Enter')
    await page.waitForURL('**/admin/products?sort=price')
    await choose(page, 'Category', 'Coffee & Tea')
    await page.waitForURL(/categoryId=\d+/)
    await page.getByLabel('Featured', { exact: true }).selectOption('Yes')
    await page.waitForURL(/featured=true/)
    const rows = page.getByRole('row').filter({ has: page.getByRole('link', { name: /^Edit / }) })
    await rows.filter({ hasText: 'No' }).first().waitFor({ state: 'detached' })
    for (const text of await rows.allInnerTexts()) assert.match(text, /Coffee & Tea/)

    const stock = rows.first().getByRole('button', { name: 'Edit Stock:' })
    await stock.press('Enter')
    const field = page.getByRole('spinbutton', { name: 'Stock' })
    await field.fill('-1')
    await field.press('Enter')
    await page.getByText('The stock field must be between 0 and 1,000,000').first().waitFor()
    await field.press('Escape')
    await stock.waitFor()
    assert.isTrue(await stock.evaluate((element) => element === document.activeElement))
  })

  test('lists, limits and saves without JavaScript', async ({ assert }) => {
    const page = await windowOf('admin@example.com', '/admin/products', {
      javaScriptEnabled: false,
    })
    await page.getByRole('link', { name: 'Price in cents' }).click()
    await page.waitForURL('**/admin/products?sort=price')
    await page.getByRole('searchbox', { name: 'Search' }).fill('Pour-Over')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForURL(/search=Pour-Over/)
    assert.include(page.url(), 'sort=price')
    await page.getByLabel('Featured', { exact: true }).selectOption('Yes')
    await page.getByLabel('Category', { exact: true }).selectOption('Coffee & Tea')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.waitForURL(/featured=true/)
    const rows = page.getByRole('row').filter({ has: page.getByRole('link', { name: /^Edit / }) })
    for (const text of await rows.allInnerTexts()) assert.match(text, /Pour-Over[^]*Coffee & Tea/)
    assert.equal(await page.getByLabel('Featured', { exact: true }).inputValue(), 'true')

    await page.goto('/admin/products/1/edit')
    await page.getByLabel('Name', { exact: true }).fill('Bramley Pour-Over Kettle')
    await page.getByLabel('Stock').fill('434')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').getByText('The name has already been taken').waitFor()
    assert.equal(await page.getByLabel('Stock').inputValue(), '434')
    await page.getByLabel('Name', { exact: true }).fill('Alder Pour-Over Kettle')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL('**/admin/products')
    assert.equal(await stockOf('Alder Pour-Over Kettle'), 434)
  })
})
