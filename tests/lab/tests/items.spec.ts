/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import Item from '#models/item'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { follow } from '../../helpers/downloads.ts'
import { DIALECTS } from '../../helpers/models/databases.ts'
import { createItems, useDatabase } from '../../helpers/models/lab_database.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import { shown, until } from '../../helpers/shown.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

interface ItemRow {
  id: number
  name: string
  price: number
  status: string
}

interface Items {
  rows: ItemRow[]
  pending: number
  total: number
  pages: number
  page: number
  term: string
  order: string
  filters: Record<string, unknown>
  selection: { all: boolean; ids: number[] }
  selected: number
  record: { id: number; values: Record<string, unknown>; version: string } | null
  conflict: { theirs: Record<string, unknown>; yours: Record<string, unknown> } | null
  removed: number | null
  progress: { done: number; refused: number; isRunning: boolean }
  fields: Record<string, Record<string, unknown>>
  errors: Record<string, string>
  worth: number
}

for (const [dialect, tags] of DIALECTS) {
  test.group(`Model states on ${dialect}`, (group) => {
    const browsers: BrowserSession[] = []

    group.tap((each) => each.tags(tags))
    group.setup(async () => {
      const remove = await useDatabase(dialect)
      await createItems()
      return remove
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
          cost: 7,
        }))
      )
      await Item.create({ id: 50, ownerId: 2, name: 'Of Grace', price: 1, status: 'draft' })
      return () => browsers.splice(0).forEach((browser) => browser.close())
    })

    async function visitor(user = 1): Promise<BrowserSession> {
      const browser = new BrowserSession()
      browsers.push(browser)
      await browser.signIn(user)
      return browser
    }

    async function open(user = 1, path = '/live/items'): Promise<SocketTab> {
      const tab = await (await visitor(user)).open(path)
      await tab.hello()
      return tab
    }

    const items = (tab: SocketTab) => shown(tab, 'ItemsState') as unknown as Items
    const ids = (tab: SocketTab) => items(tab).rows.map(({ id }) => id)
    const see = (tab: SocketTab, matches: (items: Items) => boolean) =>
      until(tab, 'ItemsState', (vars) => matches(vars as unknown as Items))
    const call = async (tab: SocketTab, event: string, ...args: unknown[]) => {
      const answer = await tab.call('ItemsState', event, ...args)
      if (answer.x) throw new Error(`${event}: ${JSON.stringify(answer.x)}`)
      return answer
    }
    /** The file that an export has the browser save. */
    const exported = async (tab: SocketTab, format: string) => {
      const ended = tab.next((frame) => frame.t === undefined && 'e' in frame)
      await call(tab, 'exportAs', format)
      const { a } = (await ended) as unknown as { a: { url: string; filename: string }[] }
      const response = await follow(browsers.at(-1)!, a[0].url)
      return { filename: a[0].filename, text: await response.text() }
    }
    const values = { name: 'New', price: 5, status: 'draft' }

    test('list the rows of their owner, a page at a time, in the order of their keys', async ({
      assert,
    }) => {
      const tab = await open()
      assert.deepEqual(ids(tab), [1, 2, 3, 4, 5])
      assert.deepInclude(items(tab), { total: 12, pages: 3, page: 1, pending: 0, worth: 490 })
      assert.deepEqual(items(tab).rows[0], { id: 1, name: 'Item 01', price: 100, status: 'sold' })
      assert.notInclude(JSON.stringify([tab.boot, ...tab.frames]), 'Of Grace')
      assert.notInclude(JSON.stringify(tab.boot), 'cost')
    })

    test('search, sort, limit and turn, with all of it in the address', async ({ assert }) => {
      const tab = await open()
      await call(tab, 'turn', 3)
      assert.deepEqual(ids(tab), [11, 12])
      await call(tab, 'sort', 'price')
      assert.deepEqual(ids(tab), [12, 11, 10, 9, 8])
      await call(tab, 'sort', 'price')
      assert.deepEqual(ids(tab), [1, 2, 3, 4, 5])
      const { u } = await call(tab, 'filter', { status: 'draft', below: 99 })
      assert.equal(u?.url, '/live/items?sort=-price&status=draft&below=99')
      assert.deepEqual(ids(tab), [3, 4, 6, 7, 8])
      await call(tab, 'search', '0')
      assert.deepEqual(items(tab).filters, { status: 'draft', below: 99 })
      await call(tab, 'filter', { status: null })
      assert.deepEqual(ids(tab), [3, 4, 5, 6, 7])
      const empty = await open(1, '/live/items?search=&status=&below=')
      assert.deepEqual(items(empty).filters, {})
      assert.equal(items(empty).total, 12)
      const again = await open(1, '/live/items?sort=-price&below=99&search=0&page=2')
      assert.deepEqual(ids(again), [8, 9, 10])
      assert.deepInclude(items(again), { page: 2, total: 8, order: '-price', term: '0' })
    })

    test('characters of a search are no patterns', async ({ assert }) => {
      await Item.create({ ownerId: 1, name: '100% wool_ \\', price: 1, status: 'draft' })
      const tab = await open()
      for (const term of ['%', '_', '\\', '0% w']) {
        await call(tab, 'search', term)
        assert.deepEqual(
          items(tab).rows.map(({ name }) => name),
          ['100% wool_ \\'],
          term
        )
      }
    })

    test('what nobody may ask for is refused, and nothing is written', async ({ assert }) => {
      const tab = await open()
      const refused = async (status: number, event: string, ...args: unknown[]) => {
        const failure = await tab.failure('ItemsState', event, ...args)
        assert.equal(failure.status, status, `${event} ${JSON.stringify(failure)}`)
      }
      await refused(422, 'sort', 'cost')
      await refused(422, 'sort', 'status')
      await refused(422, 'resize', 1_000)
      await refused(422, 'filter', { status: 'stolen' })
      await refused(422, 'edit', 1, 'name', 'Other')
      await refused(422, 'edit', 1, 'cost', 1)
      await refused(422, 'edit', 1, 'price', -1)
      await refused(404, 'edit', 50, 'price', 1)
      await refused(404, 'save', values, 50)
      await refused(404, 'open', 50)
      await refused(404, 'remove', 50)
      await refused(404, 'save', values)
      await refused(403, 'remove', 1)
      await refused(422, 'create', { ...values, name: 'x' })
      await refused(422, 'create', { ...values, name: 'Item 03' })
      await call(tab, 'create', { ...values, cost: 1, ownerId: 2, id: 99, deletedAt: '2026-01-01' })
      const made = await Item.findByOrFail('name', 'New')
      assert.deepInclude(made.serialize(), { ownerId: 1, cost: null, deletedAt: null })
      assert.notEqual(made.id, 99)
      const stranger = await open(2)
      assert.equal((await stranger.failure('ItemsState', 'create', values)).status, 403)
      assert.equal((await Item.findOrFail(50)).price, 1)
      assert.equal(Number((await Item.query().count('* as n'))[0].$extras.n), 14)
      // Pages that are not there
      await call(tab, 'turn', 99)
      assert.equal(items(tab).page, 3)
      await call(tab, 'turn', -3)
      assert.equal(items(tab).page, 1)
      const beyond = await open(1, '/live/items?page=77&sort=cost&per_page=999')
      assert.deepInclude(items(beyond), { page: 3, order: '' })
      assert.equal(items(beyond).rows.length, 3)
    })

    test('a guest sees nothing of what has an owner', async ({ assert }) => {
      const browser = new BrowserSession()
      browsers.push(browser)
      const response = await browser.fetch('/live/items')
      assert.equal(response.status, 401)
      assert.notInclude(await response.text(), 'Item 01')
    })

    test('a form saves, says what is wrong, and what it may hold', async ({ assert }) => {
      const tab = await open()
      const { a } = await call(tab, 'create', values)
      assert.equal((a as { message: string }[])[0].message, 'New is there')
      assert.equal(items(tab).total, 13)
      const failed = await tab.failure('ItemsState', 'create', { ...values, price: 'many' })
      assert.equal(failed.code, 'E_VALIDATION_ERROR')
      assert.property(items(tab).errors, 'price')
      assert.deepEqual(items(tab).fields.name, {
        type: 'text',
        required: true,
        minLength: 2,
        maxLength: 40,
      })
      assert.deepInclude(items(tab).fields.status, { type: 'select', choices: ['draft', 'sold'] })
      assert.isNull(await tab.value('ItemsState', 'check', { ...values, name: 'Free' }, 'name'))
      assert.isString(
        await tab.value('ItemsState', 'check', { ...values, name: 'Item 03' }, 'name')
      )
    })

    test('who saves what others have changed is told of both', async ({ assert }) => {
      const [ada, other] = [await open(), await open()]
      await call(ada, 'open', 3)
      await call(other, 'open', 3)
      await Item.query().where('id', 3).update({ updated_at: '2025-01-01 00:00:00' })
      await call(other, 'open', 3)
      await call(other, 'save', { name: 'Theirs', price: 3, status: 'draft' })
      const failed = await ada.failure('ItemsState', 'save', {
        name: 'Mine',
        price: 4,
        status: 'draft',
      })
      assert.deepInclude(failed, { status: 409, code: 'E_RECORD_CHANGED' })
      const { conflict } = items(ada)
      assert.equal(conflict?.theirs.name, 'Theirs')
      assert.equal(conflict?.yours.name, 'Mine')
      assert.equal((await Item.findOrFail(3)).name, 'Theirs')
      await call(ada, 'save', { name: 'Mine', price: 4, status: 'draft' })
      assert.isNull(items(ada).conflict)
      assert.equal((await Item.findOrFail(3)).name, 'Mine')
    })

    test('a cell is edited, and others see it', async ({ assert }) => {
      const [tab, other] = [await open(), await open()]
      await call(tab, 'edit', 2, 'price', 42)
      assert.equal(items(tab).rows[1].price, 42)
      await see(other, ({ rows }) => rows[1].price === 42)
    })

    test('a cell that somebody types into is not written over', async ({ assert }) => {
      const tab = await open()
      await call(tab, 'startEdit', 2, 'price')
      await Item.query().where('id', 2).update({ price: 1, name: 'Renamed' })
      await see(tab, ({ rows }) => rows[1].name === 'Renamed')
      assert.equal(items(tab).rows[1].price, 99)
      await call(tab, 'stopEdit', 2, 'price')
      assert.equal(items(tab).rows[1].price, 1)
    })

    test('a removed row can be restored', async ({ assert }) => {
      const tab = await open()
      await call(tab, 'remove', 2)
      assert.deepEqual(ids(tab), [1, 3, 4, 5, 6])
      assert.deepInclude(items(tab), { removed: 2, total: 11 })
      assert.isNotNull((await Item.findOrFail(2)).deletedAt)
      assert.equal((await tab.failure('ItemsState', 'open', 2)).status, 404)
      await call(tab, 'restore')
      assert.deepEqual(ids(tab), [1, 2, 3, 4, 5])
    })

    test('the first page is live, and later ones keep their places', async ({ assert }) => {
      const [first, second] = [await open(), await open()]
      await call(second, 'turn', 2)
      assert.deepEqual(ids(second), [6, 7, 8, 9, 10])
      await Item.create({ id: 20, ownerId: 1, name: 'First', price: 1, status: 'draft' })
      await Item.query().where('id', 2).delete()
      await see(first, ({ rows }) => rows.map(({ id }) => id).join() === '1,3,4,5,6')
      await see(second, ({ pending }) => pending > 0)
      assert.deepEqual(ids(second), [6, 7, 8, 9, 10])
      await call(second, 'load')
      assert.deepEqual(ids(second), [7, 8, 9, 10, 11])
      assert.equal(items(second).pending, 0)
    })

    test('selected rows are removed in the background, but for those that may not be', async ({
      assert,
    }) => {
      const tab = await open()
      await call(tab, 'select', 2)
      await call(tab, 'select', 3)
      await call(tab, 'select', 3, false)
      assert.deepEqual(items(tab).selection, { all: false, ids: [2] })
      assert.equal((await tab.failure('ItemsState', 'select', [3, { id: 5 }])).status, 422)
      await call(tab, 'select', [2, 3, 4, 3])
      assert.deepEqual(items(tab).selection, { all: false, ids: [2, 3, 4] })
      await call(tab, 'select', [3, 4], false)
      assert.deepEqual(items(tab).selection, { all: false, ids: [2] })
      await call(tab, 'selectAll')
      await call(tab, 'select', 6, false)
      assert.deepInclude(items(tab), { selected: 11 })
      await call(tab, 'removeSelected')
      await see(tab, ({ progress }) => !progress.isRunning && progress.done > 0)
      assert.deepInclude(items(tab).progress, { done: 8, refused: 3 })
      await see(tab, ({ total }) => total === 4)
      assert.deepEqual(ids(tab), [1, 5, 6, 9])
      assert.equal((await Item.findOrFail(50)).deletedAt, null)
    })

    test('an export has all that the list has, and no formulas', async ({ assert }) => {
      await Item.create({ ownerId: 1, name: '=1+1, "quoted"', price: -5, status: 'draft' })
      const tab = await open()
      await call(tab, 'search', '1')
      const { filename, text } = await exported(tab, 'csv')
      assert.equal(filename, 'lab_items.csv')
      const lines = text.trimEnd().split('\r\n')
      assert.equal(lines[0], 'id,name,price,status')
      assert.lengthOf(lines, 6)
      assert.match(lines[5], /^\d+,"'=1\+1, ""quoted""",-5,draft$/)
      assert.notInclude(text, 'Of Grace')
    })

    test('an export has rows of any number: {$self}')
      .with(['csv', 'json'])
      .run(async ({ assert }, format) => {
        const many = Array.from({ length: 2_500 }, (_, index) => ({
          ...{ ownerId: 1, name: `Many ${index}`, price: index, status: 'draft' as const },
        }))
        await Item.createMany(many)
        const tab = await open()
        await call(tab, 'search', 'Many')
        const { text } = await exported(tab, format)
        const names =
          format === 'json'
            ? (JSON.parse(text) as { name: string }[]).map(({ name }) => name)
            : text
                .trimEnd()
                .split('\r\n')
                .slice(1)
                .map((line) => line.split(',')[1])
        assert.deepEqual(
          names,
          many.map(({ name }) => name)
        )
      })

    test('an export of nothing is a file: {0}')
      .with([
        ['csv', ''],
        ['json', '[]'],
      ])
      .run(async ({ assert }, [format, expected]) => {
        const tab = await open()
        await call(tab, 'search', 'nothing at all')
        const { text } = await exported(tab, format)
        assert.equal(text, expected)
      })

    test('work in Chromium, with and without scripts', async ({ assert }) => {
      const browser = await visitor()
      const cookies = [...browser.cookies].map(([name, value]) => ({ name, value, url: baseUrl() }))
      const page = await openPage({ baseURL: baseUrl() })
      await page.context().addCookies(cookies)
      await visit(page, '/live/items')
      await page.getByLabel('Name').fill('By hand')
      await page.getByLabel('Price').fill('3')
      await page.getByRole('button', { name: 'Create' }).click()
      await page.locator('output').getByText('13 items').waitFor()
      await page.getByLabel('Search').fill('hand')
      await page.getByText('By hand: 3').waitFor()
      await page.locator('output').getByText('1 items on 1 pages').waitFor()

      const plain = await openPage({ baseURL: baseUrl(), javaScriptEnabled: false })
      await plain.context().addCookies(cookies)
      await plain.goto('/live/items?search=hand&sort=-price')
      await plain.getByText('By hand: 3').waitFor()
      await plain.getByLabel('Name').fill('x')
      await plain.getByLabel('Price').fill('4')
      await plain.getByRole('button', { name: 'Create' }).click()
      await plain.getByRole('alert').waitFor()
      await plain.getByLabel('Name').fill('Other hand')
      await plain.getByLabel('Price').fill('4')
      await plain.getByRole('button', { name: 'Create' }).click()
      await plain.getByText('Other hand: 4').waitFor()
      assert.equal(
        await Item.query()
          .where('name', 'Other hand')
          .then((found) => found.length),
        1
      )
    })
  })
}
