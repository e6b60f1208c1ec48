/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import axe from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import Item from '#models/item'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'

/** What is wrong with a page for those who see, hear or steer otherwise. */
async function findings(page: Page): Promise<unknown[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ include: ['.reflex-table'] })
  )
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))
}

/** The names of the rows: text of a cell without its label. */
function names(page: Page): Promise<string[]> {
  return page
    .locator('tbody tr td:nth-child(2)')
    .evaluateAll((found) => found.map((cell) => cell.lastChild?.textContent ?? ''))
}

/** What an application may say of its own elements, in ways that come before most others. */
const HOSTILE = `
body { text-transform: uppercase; letter-spacing: 9px; text-align: right; font-size: 40px }
button, input, select, #reflex button, #reflex input { background: rgb(255, 0, 0) !important; padding: 33px !important;
  border: 9px dashed lime !important; color: rgb(0, 0, 255) !important }
table, th, td, a, p, nav, form, label, span, div div { margin: 21px; padding: 17px; background: rgb(255, 0, 0); color: red }
a::before { content: 'link'; display: block }
em { color: rgb(1, 2, 3) }
`

/** How the table and its own elements are drawn, a property a line. */
function looks(page: Page): Promise<string[]> {
  return page.locator('.reflex-table').evaluate((root) =>
    [root, ...root.querySelectorAll('[class^=reflex-table-]')].flatMap((element, index) => {
      const style = getComputedStyle(element)
      // How far a transition has come is not what a part looks like
      const properties = [...style].filter((name) => !/^(--.*|opacity|.*-origin)$/.test(name))
      const lines = properties.map((name) => `${name}: ${style.getPropertyValue(name)}`)
      lines.push(`before: ${getComputedStyle(element, '::before').content}`)
      return lines.map((line) => `${index} ${element.className} ${line}`)
    })
  )
}

test.group('A table of a model state', (group) => {
  group.tap((each) => each.timeout(90_000))

  group.setup(async () => {
    await db.connection().schema.createTable('lab_items', (table) => {
      table.increments('id')
      table.integer('owner_id')
      table.string('name')
      table.integer('price')
      table.string('status')
      table.integer('cost')
      table.timestamp('updated_at')
      table.timestamp('deleted_at')
    })
    return () => db.connection().schema.dropTable('lab_items')
  })
  group.each.setup(async () => {
    await db.from('lab_items').delete()
    await Item.createMany(
      Array.from({ length: 12 }, (_, index) => ({
        id: index + 1,
        ownerId: 1,
        name: `Item ${String(index + 1).padStart(2, '0')}`,
        price: 100 - index,
        status: index % 4 === 0 ? ('sold' as const) : ('draft' as const),
      }))
    )
  })

  async function open(options: BrowserContextOptions = {}, path = '/live/table'): Promise<Page> {
    const browser = new BrowserSession()
    await browser.signIn(1)
    const page = await openPage({ baseURL: baseUrl(), ...options })
    const cookies = [...browser.cookies].map(([name, value]) => ({ name, value, url: baseUrl() }))
    await page.context().addCookies(cookies)
    if (options.javaScriptEnabled === false) await page.goto(path)
    else {
      await visit(page, path)
      await page.locator('thead .reflex-table-check:enabled').waitFor()
    }
    return page
  }
  const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

  /** Waits until the table has these rows. */
  async function see(page: Page, ...expected: string[]): Promise<void> {
    await page.waitForFunction(
      (text) =>
        [...document.querySelectorAll('tbody tr td:nth-child(2)')]
          .map((cell) => cell.lastChild?.textContent)
          .join() === text,
      expected.join()
    )
  }
  const item = (...numbers: number[]) =>
    numbers.map((number) => `Item ${String(number).padStart(2, '0')}`)
  const price = (page: Page, name: string) =>
    row(page, name).getByRole('button', { name: 'Edit Price' })
  const stored = async (id: number) => (await Item.findOrFail(id)).price

  test('is sorted, searched and paged, with all of it in the address', async ({ assert }) => {
    const page = await open()
    assert.deepEqual(await names(page), item(1, 2, 3, 4, 5))
    const head = page.getByRole('columnheader', { name: 'Price' })
    assert.equal(await head.getAttribute('aria-sort'), 'none')
    await head.getByRole('link').click()
    await see(page, ...item(12, 11, 10, 9, 8))
    assert.equal(await head.getAttribute('aria-sort'), 'ascending')
    await head.getByRole('link').click()
    await see(page, ...item(1, 2, 3, 4, 5))
    assert.equal(await head.getAttribute('aria-sort'), 'descending')
    const pages = page.getByRole('navigation', { name: 'Pages' })
    await pages.getByRole('link', { name: 'Next' }).click()
    await see(page, ...item(6, 7, 8, 9, 10))
    await pages.getByRole('link', { name: 'Page 3' }).click()
    await see(page, ...item(11, 12))
    assert.match(page.url(), /\?sort=-price&page=3$/)
    // The last one leads nowhere, and keeps the focus
    const next = pages.getByRole('link', { name: 'Next' })
    assert.equal(await next.getAttribute('aria-disabled'), 'true')
    await page.getByRole('searchbox').fill('1')
    await see(page, ...item(1, 10, 11, 12))
    await page.getByRole('searchbox').fill('nothing')
    await page.getByText('Nothing matches “nothing”.').waitFor()
    await page.goBack()
    await page.getByLabel('Rows per page').selectOption('10')
    await page.getByText('12 rows').waitFor()
    assert.equal(await page.locator('tbody tr').count(), 10)
  })

  test('a selection is rows, a page, or all that the list has, and is removed once that is said', async ({
    assert,
  }) => {
    const page = await open()
    await page.getByRole('checkbox', { name: 'Select Item 02' }).check()
    await page.getByText('1 selected').waitFor()
    assert.isTrue(
      await page
        .getByRole('checkbox', { name: 'Select all rows of this page' })
        .evaluate((box: HTMLInputElement) => box.indeterminate)
    )
    await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check()
    await page.getByText('5 selected').waitFor()
    await page.getByRole('button', { name: 'Select all 12' }).click()
    await page.getByText('12 selected').waitFor()
    await page.getByRole('checkbox', { name: 'Select Item 03' }).uncheck()
    await page.getByText('11 selected').waitFor()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    // The way back has the focus
    await page.getByText('Remove 11 rows?').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Remove 11 rows?').waitFor({ state: 'detached' })
    assert.equal(await page.getByText('12 rows').count(), 1)
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    const question = page.getByRole('group', { name: 'Remove 11 rows?' })
    await question.getByRole('button', { name: 'Remove' }).click()
    await page.getByText('8 removed, 3 may not be removed').waitFor()
    await see(page, ...item(1, 3, 5, 9))
    assert.equal(await page.getByText('selected', { exact: false }).count(), 0)
  })

  test('names a cell by what it draws', async () => {
    const page = await open()
    const shown = row(page, 'Item 02').getByRole('button', { name: 'Edit Status: A draft' })
    await shown.click()
    const field = page.getByRole('combobox', { name: 'Status' })
    await field.selectOption('sold')
    await page.keyboard.press('Tab')
    await row(page, 'Item 02').getByRole('button', { name: 'Edit Status: Sold out' }).waitFor()
  })

  test('a cell is saved by Enter and by Tab, and left by Escape', async ({ assert }) => {
    const page = await open()
    await price(page, 'Item 02').click()
    const field = page.getByRole('spinbutton', { name: 'Price' })
    assert.equal(await field.inputValue(), '99')
    await field.fill('42')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Edit Price: 42' }).waitFor()
    assert.equal(await stored(2), 42)
    // Back where it was
    await page.waitForFunction(() => document.activeElement?.textContent === '42')
    await page.keyboard.press('Enter')
    await field.fill('7')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Edit Price: 42' }).waitFor()
    await price(page, 'Item 03').click()
    await field.fill('8')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Edit Price: 8' }).waitFor()
    assert.deepEqual([await stored(2), await stored(3)], [42, 8])
  })

  test('what a cell may not have is refused in its place, until it is something else', async ({
    assert,
  }) => {
    const page = await open()
    await price(page, 'Item 02').click()
    const field = page.getByRole('spinbutton', { name: 'Price' })
    await field.fill('5000')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
    assert.equal(await stored(2), 99)
    await field.fill('50')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Edit Price: 50' }).waitFor()
    assert.equal(await page.getByRole('alert').count(), 0)
  })

  test('what others save meanwhile is not written over what somebody types', async ({ assert }) => {
    const page = await open()
    await price(page, 'Item 02').click()
    const field = page.getByRole('spinbutton', { name: 'Price' })
    await field.fill('4')
    await Item.query().where('id', 2).update({ price: 1, name: 'Renamed' })
    await row(page, 'Renamed').waitFor()
    assert.equal(await field.inputValue(), '4')
    assert.isTrue(await field.evaluate((element) => element === document.activeElement))
    await page.keyboard.type('2')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Edit Price: 42' }).waitFor()
    await price(page, 'Renamed').click()
    await Item.query().where('id', 2).update({ price: 3, name: 'Again' })
    await row(page, 'Again').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Edit Price: 3', exact: true }).waitFor()
    // A row that is removed stays for as long as it is edited
    await price(page, 'Again').click()
    await Item.query().where('id', 2).delete()
    await page.getByText('11 rows').waitFor()
    await field.fill('9')
    await page.keyboard.press('Enter')
    await row(page, 'Again').waitFor({ state: 'detached' })
    assert.equal(await page.getByRole('spinbutton', { name: 'Price' }).count(), 0)
  })

  test('all of it is reached by the keyboard', async ({ assert }) => {
    const page = await open()
    const until = async (name: string) => {
      for (let key = 0; key < 40; key++) {
        await page.keyboard.press('Tab')
        const found = await page.evaluate(
          () =>
            document.activeElement?.getAttribute('aria-label') ??
            document.activeElement?.textContent
        )
        if (found?.startsWith(name)) return
      }
      throw new Error(`No key leads to ${name}`)
    }
    await until('Search')
    await page.keyboard.type('1')
    await see(page, ...item(1, 10, 11, 12))
    await until('Price')
    await page.keyboard.press('Enter')
    await see(page, ...item(12, 11, 10, 1))
    await until('Select Item 12')
    await page.keyboard.press('Space')
    await page.getByText('1 selected').waitFor()
    await until('Edit Price: 89')
    await page.keyboard.press('Enter')
    await page.keyboard.type('6')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Edit Price: 6', exact: true }).waitFor()
    assert.equal(await stored(12), 6)
  })

  test('rows that come while others keep their places are counted', async ({ assert }) => {
    const page = await open({}, '/live/table?page=2')
    assert.deepEqual(await names(page), item(6, 7, 8, 9, 10))
    await Item.query().where('id', 2).delete()
    await Item.create({ id: 20, ownerId: 1, name: 'Late', price: 1, status: 'draft' })
    await page.getByRole('button', { name: 'Show 1 new' }).click()
    await see(page, ...item(7, 8, 9, 10, 11))
  })

  test('has nothing that axe finds, in the {$self} scheme')
    .with(['light', 'dark'] as const)
    .run(async ({ assert }, colorScheme) => {
      const page = await open({ colorScheme, viewport: { width: 1000, height: 900 } })
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(
          ':root { color-scheme: light dark; background: Canvas; color: CanvasText; font-family: sans-serif }'
        )
        document.adoptedStyleSheets.push(sheet)
      })
      await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check()
      await page.getByRole('button', { name: 'Select all 12' }).waitFor()
      await page.getByRole('button', { name: 'Remove', exact: true }).click()
      await price(page, 'Item 02').click()
      await page.getByRole('spinbutton', { name: 'Price' }).fill('5000')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').waitFor()
      assert.deepEqual(await findings(page), [])
      await page.setViewportSize({ width: 380, height: 900 })
      assert.deepEqual(await findings(page), [])
    })

  test('rows are cards where there is no room for columns, whatever the direction of the text', async ({
    assert,
  }) => {
    const page = await open({ viewport: { width: 380, height: 900 } })
    for (const dir of ['ltr', 'rtl']) {
      await page.evaluate((to) => (document.documentElement.dir = to), dir)
      const { scrolls, label, box } = await page.evaluate(() => ({
        scrolls: document.documentElement.scrollWidth > innerWidth,
        label: document.querySelector('.reflex-table-label')!.getBoundingClientRect(),
        box: document.querySelector('tbody .reflex-table-check')!.getBoundingClientRect(),
      }))
      assert.isFalse(scrolls)
      assert.isAbove(label.width, 50)
      assert.equal(label.x < box.x, dir === 'ltr')
    }
    await page.getByRole('link', { name: 'Price' }).click()
    await see(page, ...item(12, 11, 10, 9, 8))
  })

  test('takes nothing of the style sheets of an application, which draws what cells show', async ({
    assert,
  }) => {
    const page = await open({ viewport: { width: 1000, height: 900 } })
    await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check()
    await page.getByRole('button', { name: 'Select all 12' }).waitFor()
    // Buttons of the application in a row take the room that it gives them
    await page
      .locator('[data-actions] button')
      .evaluateAll((found) =>
        found.forEach((button) =>
          (button as HTMLElement).style.setProperty('display', 'none', 'important')
        )
      )
    const before = await looks(page)
    await page.evaluate((rules) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(rules)
      document.adoptedStyleSheets.push(sheet)
    }, HOSTILE)
    const after = await looks(page)
    const changed = after.filter((line, index) => line !== before[index])
    assert.deepEqual(changed, [])
    const drawn = page.locator('em').first()
    assert.equal(await drawn.evaluate((found) => getComputedStyle(found).color), 'rgb(1, 2, 3)')
  })

  test('is sorted, searched and paged without scripts', async ({ assert }) => {
    const page = await open({ javaScriptEnabled: false }, '/live/table?below=99')
    assert.equal(await page.getByRole('checkbox', { name: 'Select Item 03' }).isDisabled(), true)
    await page.getByRole('link', { name: 'Price' }).click()
    await page.waitForURL('**/live/table?below=99&sort=price')
    assert.deepEqual(await names(page), item(12, 11, 10, 9, 8))
    await page.getByRole('link', { name: 'Next' }).click()
    await page.waitForURL('**/live/table?below=99&sort=price&page=2')
    assert.deepEqual(await names(page), item(7, 6, 5, 4, 3))
    await page.getByRole('searchbox').fill('1')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/live/table?below=99&sort=price&search=1')
    assert.deepEqual(await names(page), item(12, 11, 10))
    await page.getByLabel('Rows per page').selectOption('10')
    await page.getByRole('button', { name: 'Rows per page' }).click()
    await page.waitForURL('**/live/table?below=99&sort=price&search=1&per_page=10')
    assert.deepEqual(await names(page), item(12, 11, 10))
  })

  test('a form says what is wrong with a field once somebody has filled it in', async ({
    assert,
  }) => {
    const page = await open()
    const form = page.getByRole('form', { name: 'New item' })
    const title = form.getByLabel('Title')
    assert.equal(await title.getAttribute('maxlength'), '40')
    await form.getByLabel('Cost').focus()
    await title.fill('Item 03')
    await form.getByText('Changed: name').waitFor()
    // Nobody has touched the price, which is required
    const alert = form.getByRole('alert')
    await alert.waitFor()
    assert.equal(await alert.count(), 1)
    assert.equal(await title.getAttribute('aria-describedby'), await alert.getAttribute('id'))
    await title.fill('Item 33')
    await alert.waitFor({ state: 'detached' })
    assert.isNull(await title.getAttribute('aria-invalid'))
    await title.fill('Item 04')
    await form.getByLabel('Cost').fill('9')
    await alert.waitFor()
    await title.fill('Item 44')
    await page.keyboard.press('Enter')
    await page.getByText('Item 44 is there').waitFor()
    await page.waitForFunction(() => document.querySelector('output')?.textContent === 'Changed: ')
    assert.equal(await title.inputValue(), '')
    assert.equal((await Item.findByOrFail('name', 'Item 44')).price, 9)
  })

  test('a form that is refused without scripts keeps what was entered', async ({ assert }) => {
    const page = await open({ javaScriptEnabled: false })
    const form = page.getByRole('form', { name: 'New item' })
    await form.getByLabel('Title').fill('Item 03')
    await form.getByLabel('Cost').fill('9')
    await form.getByRole('button', { name: 'Create' }).click()
    await form.getByRole('alert').waitFor()
    assert.equal(await form.getByLabel('Title').inputValue(), 'Item 03')
    assert.equal(await form.getByLabel('Title').getAttribute('aria-invalid'), 'true')
  })
})
