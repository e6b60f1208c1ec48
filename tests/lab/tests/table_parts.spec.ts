/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import Book from '#models/book'
import { gates } from '#services/gates'
import { moods } from '#services/moods'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import { createLibrary, fillLibrary } from '../../helpers/library.ts'

test.group('Parts of a table', (group) => {
  group.tap((each) => each.timeout(90_000))
  group.setup(createLibrary)
  group.each.setup(async () => {
    await fillLibrary()
    await db.from('lab_books').update({ kind: 'novel' })
    await db.table('lab_books').multiInsert(
      ['Third', 'Fourth', 'Fifth'].map((title, index) => ({
        id: index + 10,
        owner_id: 1,
        title,
        pages: index + 1,
        kind: 'essay',
        is_read: index === 0,
        updated_at: '2026-01-01 00:00:00',
      }))
    )
    return () => {
      moods.isBroken = false
      gates.reset()
    }
  })

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const browser = new BrowserSession()
    await browser.signIn(1)
    const page = await openPage({ baseURL: baseUrl(), ...options })
    const cookies = [...browser.cookies].map(([name, value]) => ({ name, value, url: baseUrl() }))
    await page.context().addCookies(cookies)
    if (options.javaScriptEnabled === false) await page.goto('/live/book-table')
    else {
      await visit(page, '/live/book-table')
      await page.locator('thead .reflex-table-check:enabled').waitFor()
    }
    return page
  }
  const changed = (page: Page) => page.getByRole('region', { name: 'Changed' })
  const shown = (page: Page) => page.getByRole('region', { name: 'Shown' })
  const row = (within: Locator, name: string) => within.getByRole('row').filter({ hasText: name })

  test('what fails is said, and can be tried again', async ({ assert }) => {
    const page = await open()
    const table = changed(page)
    moods.isBroken = true
    await table.getByRole('searchbox').fill('Fi')
    await table.getByRole('alert').getByText('That did not work.').waitFor()
    // What was shown stays
    assert.equal(await table.locator('tbody tr').count(), 3)
    moods.isBroken = false
    await table.getByRole('button', { name: 'Try again' }).click()
    await table.getByRole('alert').waitFor({ state: 'detached' })
    await row(table, 'Fifth').waitFor()
    assert.equal(await table.locator('tbody tr').count(), 2)
  })

  test('what takes its time is said', async ({ assert }) => {
    const page = await open()
    const table = changed(page)
    await row(table, 'First').getByRole('button', { name: 'Edit Pages: 10' }).click()
    await table.getByRole('spinbutton', { name: 'Pages' }).fill('666')
    await page.keyboard.press('Enter')
    await table.getByRole('status').getByText('Loading…').waitFor()
    assert.equal(await table.locator('.reflex-table-frame').getAttribute('aria-busy'), 'true')
    gates.open('save')
    await row(table, 'First').getByRole('button', { name: 'Edit Pages: 666' }).waitFor()
    await table.getByText('Loading…').waitFor({ state: 'detached' })
  })

  test('choices and switches are edited in their cells', async ({ assert }) => {
    const page = await open()
    const table = changed(page)
    await row(table, 'First').getByRole('button', { name: 'Edit Kind: novel' }).click()
    const kind = table.getByRole('combobox', { name: 'Kind' })
    assert.equal(await kind.inputValue(), 'novel')
    await kind.selectOption('essay')
    await page.keyboard.press('Enter')
    await row(table, 'First').getByRole('button', { name: 'Edit Kind: essay' }).waitFor()
    await row(table, 'First').getByRole('button', { name: 'Edit Read: Not yet' }).click()
    await table.getByRole('checkbox', { name: 'Read', exact: true }).check()
    await page.keyboard.press('Enter')
    await row(table, 'First').getByRole('button', { name: 'Edit Read: Read' }).waitFor()
    assert.deepInclude((await Book.findOrFail(1)).$attributes, { kind: 'essay', isRead: true })
  })

  test('rows that nobody counts are paged for as long as there are more', async ({ assert }) => {
    const page = await open()
    const table = changed(page)
    assert.equal(await table.getByText(/\d rows/).count(), 0)
    const pages = table.getByRole('navigation', { name: 'Pages' })
    assert.deepEqual(await pages.getByRole('link').allInnerTexts(), ['Previous', '1', 'Next'])
    await pages.getByRole('link', { name: 'Next' }).click()
    await row(table, 'Fifth').waitFor()
    assert.equal(await table.locator('tbody tr').count(), 2)
    assert.equal(
      await pages.getByRole('link', { name: 'Next' }).getAttribute('aria-disabled'),
      'true'
    )
    await table.getByRole('checkbox', { name: 'Select all rows of this page' }).check()
    await table.getByRole('button', { name: 'Select all', exact: true }).click()
    await table.getByText('All selected').waitFor()
  })

  test('selected rows are what an application does with them', async ({ assert }) => {
    const page = await open()
    const table = changed(page)
    await table.getByRole('checkbox', { name: 'Select First' }).check()
    await table.getByRole('checkbox', { name: 'Select Second' }).check()
    await table.getByRole('button', { name: 'Read them' }).click()
    await row(table, 'Second').getByRole('button', { name: 'Edit Read: Read' }).waitFor()
    await table.getByText('2 selected').waitFor({ state: 'detached' })
    assert.isTrue((await Book.findOrFail(1)).isRead)
    assert.isFalse((await Book.findOrFail(11)).isRead)
  })

  test('a removal says how far it has come, and stops', async ({ assert }) => {
    await db.table('lab_books').multiInsert(
      Array.from({ length: 200 }, (_, index) => ({
        id: 100 + index,
        owner_id: 1,
        title: index === 0 ? 'Gate' : `Bulk ${index}`,
        pages: 1,
        updated_at: '2026-01-01 00:00:00',
      }))
    )
    const page = await open()
    const table = changed(page)
    await table.getByRole('checkbox', { name: 'Select all rows of this page' }).check()
    await table.getByRole('button', { name: 'Select all', exact: true }).click()
    await table.getByText('All selected').waitFor()
    await table.getByRole('button', { name: 'Remove', exact: true }).click()
    const question = table.getByRole('group', { name: 'Remove all rows?' })
    await question.getByRole('button', { name: 'Remove' }).click()
    await table.getByRole('progressbar').waitFor()
    await table.getByRole('button', { name: 'Stop' }).click()
    gates.open('remove')
    await table.getByRole('progressbar').waitFor({ state: 'detached' })
    // A chunk that was begun is done, and no other
    const left = await Book.query().where('owner_id', 1)
    assert.lengthOf(left, 105)
  })

  test('are replaced by those of an application', async () => {
    const page = await open()
    await changed(page).getByRole('searchbox').fill('nothing')
    await changed(page).getByText('No book is called nothing').waitFor()
  })

  test('of a list that nobody changes are fewer', async ({ assert }) => {
    const page = await open()
    const table = shown(page)
    assert.equal(await table.getByRole('checkbox').count(), 0)
    assert.equal(await table.getByRole('searchbox').count(), 0)
    assert.equal(await table.getByRole('button').count(), 0)
    await table.getByText('5 rows').waitFor()
    await table.getByRole('link', { name: 'Pages' }).click()
    await page.waitForURL('**/live/book-table?shelf_sort=pages')
    await row(table, 'Third').waitFor()
    await table.getByLabel('Rows per page').selectOption('4')
    await row(table, 'First').waitFor()
    // The other list is as it was
    assert.equal(await changed(page).locator('tbody tr').count(), 3)
    await Book.query().where('id', 10).update({ title: 'Renamed' })
    await row(table, 'Renamed').waitFor()
  })

  test('of two lists are apart without scripts', async ({ assert }) => {
    const page = await open({ javaScriptEnabled: false })
    await shown(page).getByRole('link', { name: 'Pages', exact: false }).first().click()
    await page.waitForURL('**/live/book-table?shelf_sort=pages')
    await changed(page).getByRole('link', { name: 'Title' }).click()
    await page.waitForURL('**/live/book-table?shelf_sort=pages&sort=title')
    assert.equal(await row(shown(page), 'Third').count(), 1)
    assert.equal(await row(changed(page), 'Fifth').count(), 1)
  })
})
