/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { BrowserContextOptions, Page } from 'playwright-core'
import Book from '#models/book'
import { gates } from '#services/gates'
import { saved } from '#states/recipe_state'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import { createLibrary, fillLibrary } from '../../helpers/library.ts'
import { shown } from '../../helpers/shown.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

test.group('Forms of a model state', (group) => {
  const browsers: BrowserSession[] = []

  group.tap((each) => each.timeout(90_000))
  group.setup(createLibrary)
  group.each.setup(async () => {
    await fillLibrary()
    return () => {
      gates.reset()
      browsers.splice(0).forEach((browser) => browser.close())
    }
  })

  async function browse(options: BrowserContextOptions = {}): Promise<Page> {
    const browser = new BrowserSession()
    await browser.signIn(1)
    const page = await openPage({ baseURL: baseUrl(), ...options })
    const cookies = [...browser.cookies].map(([name, value]) => ({ name, value, url: baseUrl() }))
    await page.context().addCookies(cookies)
    if (options.javaScriptEnabled === false) await page.goto('/live/recipe')
    else await visit(page, '/live/recipe')
    return page
  }

  async function open(): Promise<SocketTab> {
    const browser = new BrowserSession()
    browsers.push(browser)
    await browser.signIn(1)
    const tab = await browser.open('/live/recipe')
    await tab.hello()
    return tab
  }

  test('have lists of objects, whose items are added, judged and removed', async ({ assert }) => {
    const page = await browse()
    const form = page.getByRole('form', { name: 'Recipe' })
    const parts = form.getByRole('group', { name: 'Part' })
    await form.getByLabel('Title').fill('Bread')
    await parts.nth(0).getByLabel('What').fill('Flour')
    await parts.nth(0).getByLabel('Count').fill('3')
    await form.getByRole('button', { name: 'Add' }).click()
    await parts.nth(1).getByLabel('What').fill('x')
    await parts.nth(1).getByLabel('Count').fill('500')
    await form.getByText('Changed: title, parts').waitFor()
    // Each says what is wrong with itself, while it is filled in
    await parts.nth(1).getByRole('alert').nth(1).waitFor()
    assert.equal(await parts.nth(0).getByRole('alert').count(), 0)
    const count = parts.nth(1).getByLabel('Count')
    assert.equal(await count.getAttribute('aria-invalid'), 'true')
    assert.equal(await count.getAttribute('max'), '99')
    await parts.nth(1).getByLabel('What').fill('Salt')
    await count.fill('1')
    await form.getByRole('button', { name: 'Add' }).click()
    await parts.nth(2).getByLabel('What').fill('Sugar')
    await parts.nth(2).getByLabel('Count').fill('1')
    await parts.nth(0).getByRole('button', { name: 'Remove' }).click()
    assert.equal(await parts.nth(0).getByLabel('What').inputValue(), 'Salt')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Bread: 2' }).waitFor()
    assert.deepEqual(saved.parts, [
      { what: 'Salt', count: 1 },
      { what: 'Sugar', count: 1 },
    ])
    // As new
    await form.getByText('Changed:', { exact: true }).waitFor()
    assert.equal(await parts.count(), 1)
    assert.equal(await parts.nth(0).getByLabel('What').inputValue(), '')
  })

  test('send a list of which nothing is left, and nothing that nobody has filled in', async ({
    assert,
  }) => {
    const page = await browse()
    const form = page.getByRole('form', { name: 'Recipe' })
    await form.getByLabel('Title').fill('Water')
    await form.getByRole('button', { name: 'Remove' }).click()
    await form.getByText('Changed: title, parts').waitFor()
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Water: 0' }).waitFor()
    assert.deepEqual(saved.parts, [])
    await form.getByLabel('Title').fill('Ice')
    await form.getByRole('button', { name: 'Add' }).click()
    await form.getByRole('group', { name: 'Part' }).nth(0).getByLabel('What').fill('Water')
    await form.getByRole('group', { name: 'Part' }).nth(0).getByLabel('Count').fill('1')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Ice: 1' }).waitFor()
    assert.deepEqual(saved.parts, [{ what: 'Water', count: 1 }])
  })

  test('have lists without scripts as well', async ({ assert }) => {
    const page = await browse({ javaScriptEnabled: false })
    const form = page.getByRole('form', { name: 'Recipe' })
    await form.getByLabel('Title').fill('Poor dough')
    // A browser has no rule for this
    await form.getByLabel('What').fill('Poison')
    await form.getByLabel('Count').fill('7')
    await form.getByRole('button', { name: 'Save' }).click()
    await form.getByRole('alert').first().waitFor()
    assert.equal(await form.getByRole('alert').count(), 1)
    assert.equal(await form.getByLabel('What').first().inputValue(), 'Poison')
    await form.getByLabel('Title').fill('Dough')
    await form.getByLabel('What').first().fill('Flour')
    await form.getByLabel('Count').first().fill('5')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Dough: 5' }).waitFor()
    assert.deepEqual(saved.parts, [{ what: 'Flour', count: 5 }])
  })

  test('show what was saved, and that nothing is changed any more', async ({ assert }) => {
    const page = await browse()
    await page.getByRole('button', { name: 'Open First' }).click()
    const form = page.getByRole('form', { name: 'Recipe' })
    const kind = form.getByLabel('Kind')
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name=title]')?.value === 'First'
    )
    await kind.selectOption('essay')
    await form.getByText('Changed: kind').waitFor()
    await form.getByLabel('What').fill('Paper')
    await form.getByLabel('Count').fill('2')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('listitem').filter({ hasText: 'First: 2 essay' }).waitFor()
    await form.getByText('Changed:', { exact: true }).waitFor()
    assert.equal(await kind.inputValue(), 'essay')
    // The next save does not take it back
    await form.getByLabel('What').fill('Paper')
    await form.getByLabel('Count').fill('3')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('listitem').filter({ hasText: 'First: 3 essay' }).waitFor()
  })

  test('keep what is entered, added and removed while they are saved', async ({ assert }) => {
    const page = await browse()
    const form = page.getByRole('form', { name: 'Recipe' })
    const parts = form.getByRole('group', { name: 'Part' })
    const whats = () =>
      parts
        .getByLabel('What')
        .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value))
    const fill = async (index: number, what: string) => {
      await parts.nth(index).getByLabel('What').fill(what)
      await parts.nth(index).getByLabel('Count').fill('1')
    }
    // A new row: the next one has begun
    await form.getByLabel('Title').fill('Gate')
    await fill(0, 'Flour')
    await form.getByRole('button', { name: 'Save' }).click()
    await gates.reached('recipe')
    await form.getByRole('button', { name: 'Add' }).click()
    await fill(1, 'Salt')
    await form.getByLabel('Title').fill('Next')
    gates.open('recipe')
    await page.getByRole('listitem').filter({ hasText: 'Gate: 1' }).waitFor()
    await page.waitForFunction(
      () => document.querySelectorAll('[aria-label=Recipe] [aria-label=Part]').length === 1
    )
    assert.deepEqual(await whats(), ['Salt'])
    assert.equal(await form.getByLabel('Title').inputValue(), 'Next')

    // An open row
    await page.getByRole('button', { name: 'Open Gate' }).click()
    await page.waitForFunction(
      () => document.querySelectorAll('[aria-label=Recipe] [aria-label=Part]').length === 1
    )
    await form.getByLabel('Title').fill('Gate')
    await fill(0, 'Water')
    await form.getByRole('button', { name: 'Save' }).click()
    await gates.reached('recipe')
    await form.getByRole('button', { name: 'Add' }).click()
    await fill(1, 'Ice')
    gates.open('recipe')
    await page.getByText('Gate is saved').waitFor()
    // The row has no parts of its own
    assert.deepEqual(await whats(), ['', 'Ice'])
    await form.getByText('Changed: parts').waitFor()
  })

  test('keep their items where they are refused', async ({ assert }) => {
    const page = await browse()
    const form = page.getByRole('form', { name: 'Recipe' })
    const parts = form.getByRole('group', { name: 'Part' })
    await form.getByLabel('Title').fill('Soup')
    for (const [index, what] of ['Water', 'Poison', 'Salt'].entries()) {
      if (index > 0) await form.getByRole('button', { name: 'Add' }).click()
      await parts.nth(index).getByLabel('What').fill(what)
      await parts.nth(index).getByLabel('Count').fill('1')
    }
    await form.getByRole('button', { name: 'Save' }).click()
    await parts.nth(1).getByRole('alert').waitFor()
    assert.equal(await parts.count(), 3)
    assert.equal(await parts.nth(2).getByLabel('What').inputValue(), 'Salt')
  })

  test('of one state on one page have ids of their own', async ({ assert }) => {
    const page = await browse()
    for (const name of ['Recipe', 'Other']) {
      const title = page.getByRole('form', { name }).getByLabel('Title')
      await title.fill('x')
      await title.blur()
      await page.getByRole('form', { name }).getByRole('alert').first().waitFor()
    }
    const ids = await page.getByRole('alert').evaluateAll((found) => found.map((each) => each.id))
    assert.equal(new Set(ids).size, ids.length)
    assert.isTrue(
      ids.some((id) => id.startsWith('one-')) && ids.some((id) => id.startsWith('two-'))
    )
  })

  test('changes show at once, and are taken back when they are refused', async ({ assert }) => {
    const page = await browse()
    const rows = page.getByRole('region', { name: 'Still' })
    await rows.getByRole('button', { name: 'Mark First' }).click()
    // Before the server has saved it
    // The one connection of SQLite is busy until then, so nobody asks the database
    await rows.getByText('First: 666').waitFor()
    gates.open('still')
    await page.locator('[aria-label=Still][aria-busy=false]').waitFor()
    await rows.getByText('First: 666').waitFor()
    assert.equal((await Book.findOrFail(1)).pages, 666)

    await rows.getByRole('button', { name: 'Break Second' }).click()
    await rows.getByText('Second: 667').waitFor()
    gates.open('still')
    await rows.getByText('Second: 20').waitFor()
    await rows.getByRole('button', { name: 'Overdo Second' }).click()
    await page.locator('[aria-label=Still][aria-busy=false]').waitFor()
    await rows.getByText('Second: 20').waitFor()
    await rows.getByRole('button', { name: 'Remove Second' }).click()
    await rows.getByText('Second').waitFor({ state: 'detached' })
    gates.open('still')
    await page.locator('[aria-label=Still][aria-busy=false]').waitFor()
    assert.isNull(await Book.find(2))
  })

  test('a list that is not live shows what others write with its own events alone', async ({
    assert,
  }) => {
    const tab = await open()
    const pages = () =>
      (shown(tab, 'StillState').rows as { pages: number }[]).map((each) => each.pages)
    const recipes = () =>
      (shown(tab, 'RecipeState').rows as { pages: number }[]).map((each) => each.pages)
    assert.deepEqual(pages(), [10, 20])
    await Book.query().where('id', 1).update({ pages: 11 })
    // The live one beside it has it by then
    const end = performance.now() + 30_000
    while (recipes()[0] !== 11 && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    assert.deepEqual(recipes(), [11, 20])
    assert.deepEqual(pages(), [10, 20])
    await tab.call('StillState', 'edit', 2, 'pages', 22)
    assert.deepEqual(pages(), [11, 22])
    await Book.query().where('id', 1).update({ pages: 12 })
    await tab.call('StillState', 'sort', 'pages')
    assert.deepEqual(pages(), [12, 22])
    await tab.call('StillState', 'select', 1)
    await tab.call('StillState', 'turn', 99)
    assert.equal(shown(tab, 'StillState').page, 1)
    const beyond = new BrowserSession()
    browsers.push(beyond)
    await beyond.signIn(1)
    const late = await beyond.open('/live/recipe?still_page=9')
    await late.hello()
    assert.equal(shown(late, 'StillState').page, 1)
  })
})
