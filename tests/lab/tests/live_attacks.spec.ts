/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ServerFrame, UpdateFrame } from 'reflex-adonis/types'
import Item from '#models/item'
import { withdrawn } from '#policies/item_policy'
import { DIALECTS } from '../../helpers/models/databases.ts'
import { createItems, useDatabase } from '../../helpers/models/lab_database.ts'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { shown, until } from '../../helpers/shown.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

interface Items {
  rows: { id: number; name: string; price: number }[]
  term: string
  page: number
  perPage: number
  order: string
  filters: Record<string, unknown>
  pending: number
  selection: { all: boolean; ids: unknown[] }
  progress: { done: number; refused: number; isRunning: boolean }
}

for (const [dialect, tags] of DIALECTS) {
  test.group(`Attacks on model states on ${dialect}`, (group) => {
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
          status: 'draft' as const,
        }))
      )
      await Item.create({ id: 50, ownerId: 2, name: 'Of Grace', price: 1, status: 'draft' })
      return () => {
        withdrawn.clear()
        browsers.splice(0).forEach((browser) => browser.close())
      }
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
    const stored = () => db.from('lab_items').orderBy('id')
    const values = { name: 'New', price: 5, status: 'draft' }

    const strangeIds: unknown[] = [
      ...[true, false, null, -1, 0, 1.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER],
      ...['', '1 or 1=1', "1' or '1'='1", '\0', '1\0', '\ud800', '__proto__', 'x'.repeat(5_000)],
      ...[{}, { id: 1 }, [], [1], [[1]], { toString: 1, valueOf: 1 }],
    ]

    test('no id finds what is not a row of the visitor, and nothing is written', async ({
      assert,
    }) => {
      const tab = await open()
      const before = await stored()
      const refused = async (event: string, ...args: unknown[]) => {
        const { x } = await tab.call('ItemsState', event, ...args)
        const what = `${event} ${JSON.stringify(args).slice(0, 60)}`
        assert.include([400, 404, 422], x?.status ?? 0, `${what}: ${JSON.stringify(x)}`)
      }
      for (const id of strangeIds) {
        await refused('open', id)
        await refused('edit', id, 'price', 7)
        await refused('remove', id)
        await refused('restore', id)
        await refused('save', values, id)
      }
      assert.deepEqual(await stored(), before)
      // Those that may be keys of some row are none of this list
      const noKeys = strangeIds.filter((id) => JSON.stringify(id) !== '[1]')
      for (const id of noKeys) await tab.call('ItemsState', 'select', id)
      for (const id of noKeys) await tab.call('ItemsState', 'select', [50, id])
      for (const id of items(tab).selection.ids) assert.include(['number', 'string'], typeof id)
      await call(tab, 'removeSelected')
      await see(tab, ({ progress, selection }) => !progress.isRunning && selection.ids.length === 0)
      assert.deepInclude(items(tab).progress, { done: 0, refused: 0 })
      assert.deepEqual(await stored(), before)
    })

    test('a row of somebody else is not found, whatever is said of it', async ({ assert }) => {
      const tab = await open()
      for (const data of [
        values,
        {},
        { ...values, name: 'Item 03' },
        { ...values, price: 'many' },
      ]) {
        const failure = await tab.failure('ItemsState', 'save', data, 50)
        assert.equal(failure.status, 404, JSON.stringify(data))
      }
      assert.equal((await tab.failure('ItemsState', 'edit', 50, 'price', 'many')).status, 404)
      const { x } = await tab.call('ItemsState', 'edit', 1, '__proto__', 1)
      assert.equal(x?.status, 422)
      await db.from('lab_items').where('id', 50).update({ deleted_at: '2026-01-01 00:00:00' })
      const [before] = await db.from('lab_items').where('id', 50)
      assert.equal((await tab.failure('ItemsState', 'restore', 50)).status, 404)
      await call(tab, 'select', 50)
      await call(tab, 'removeSelected')
      await see(tab, ({ progress, selection }) => !progress.isRunning && selection.ids.length === 0)
      const [row] = await db.from('lab_items').where('id', 50)
      assert.deepEqual(row, before)
      assert.notInclude(JSON.stringify([tab.boot, ...tab.frames]), 'Of Grace')
    })

    test('who may save nothing is not told what the form would say', async ({ assert }) => {
      const grace = await open(2)
      const failure = await grace.failure('ItemsState', 'check', values, 'name')
      assert.equal(failure.status, 403)
      // Her own row she may edit
      await call(grace, 'open', 50)
      assert.isNull(await grace.value('ItemsState', 'check', { ...values, name: 'Mine' }, 'name'))
      await Item.query().where('id', 50).update({ ownerId: 1 })
      assert.equal((await grace.failure('ItemsState', 'check', values, 'name')).status, 404)
    })

    test('who may not see the list any more exports nothing', async ({ assert }) => {
      const tab = await open()
      withdrawn.add(1)
      const from = tab.frames.length
      await tab.call('ItemsState', 'exportAs', 'csv')
      const matches = (frame: ServerFrame) => frame.t === undefined && frame.x !== undefined
      const { x } = (tab.frames.find(matches) ?? (await tab.next(matches))) as UpdateFrame
      assert.equal(x?.status, 403)
      const sent = JSON.stringify(tab.frames.slice(from))
      assert.notInclude(sent, 'Item 0')
      assert.notInclude(sent, '/_event/downloads')
    })

    test('a filter that is changed meanwhile does not change what is removed', async ({
      assert,
    }) => {
      await Item.createMany(
        Array.from({ length: 450 }, (_, index) => ({
          ownerId: 1,
          name: `Old ${index}`,
          price: 1,
          status: 'draft' as const,
        }))
      )
      const tab = await open()
      await call(tab, 'search', 'Old')
      await call(tab, 'selectAll')
      await call(tab, 'removeSelected')
      await see(tab, ({ progress }) => progress.done > 0)
      await call(tab, 'search', '')
      await see(tab, ({ progress }) => !progress.isRunning && progress.done > 0)
      assert.equal(items(tab).progress.done, 450)
      const left = await Item.query().whereNull('deleted_at').where('owner_id', 1)
      assert.lengthOf(left, 12)
    })

    test('strange searches, sorts and filters are answered', async ({ assert }) => {
      const tab = await open()
      for (const term of ['\0', 'a\0b', '\ud800', `${'x'.repeat(199)}😀`, "' or 1=1 --", null, 5]) {
        const { x } = await tab.call('ItemsState', 'search', term)
        assert.isUndefined(x, JSON.stringify([term, x]))
        assert.notInclude(items(tab).term, '\0')
        assert.isTrue(items(tab).term.isWellFormed())
      }
      await call(tab, 'search', '')
      const odd: [string, ...unknown[]][] = [
        ['sort', '__proto__'],
        ['sort', null],
        ['sort', 'price desc, cost'],
        ['resize', '5'],
        ['resize', 1e309],
        ['filter', { below: '1 or 1=1' }],
        ['filter', { below: { a: 1 } }],
        ['filter', JSON.parse('{"__proto__":{"status":"sold"}}')],
        ['filter', { status: ['draft', 'sold'] }],
        ['filter', { status: { $ne: 'x' } }],
        ['startEdit', 1, 'constructor'],
        ['check', null, 'name'],
        ['check', [], '__proto__'],
        ['create', []],
        ['create', null],
      ]
      for (const [event, ...args] of odd) {
        const { x } = await tab.call('ItemsState', event, ...args)
        assert.notEqual(x?.status, 500, JSON.stringify([event, args, x]))
      }
      const none: unknown[] = [{}, null, 'status', [], { ownerId: 2, deletedAt: null }]
      for (const filter of none) {
        const { x } = await tab.call('ItemsState', 'filter', filter)
        assert.isUndefined(x, JSON.stringify([filter, x]))
        assert.deepEqual(items(tab).filters, {})
        assert.deepEqual(ids(tab), [1, 2, 3, 4, 5])
      }
      await call(tab, 'turn', '9'.repeat(400))
      await call(tab, 'turn', 1e300)
      assert.isAtMost(items(tab).page, 3)
    })

    const addresses = [
      ...['page=1e309', 'page=-1', 'page=NaN', 'page[]=2', 'page[a]=2', 'page=9007199254740991'],
      ...['sort[]=price', 'sort=-cost', 'sort=--price', 'sort=price,cost', 'sort[toString]=1'],
      ...['per_page=', 'per_page[]=10', 'per_page=1e9', 'per_page[x]=5', 'per_page=5&per_page=10'],
      ...['search[]=x', 'search[a]=x', 'search=%00', 'search=%ED%A0%80', 'search=%', 'search=%25'],
      ...['below=1e400', 'below[]=1', 'below=x', 'status[]=sold', 'status=sold&status=draft'],
      ...['__proto__[page]=2', 'constructor=1', `search=${'x'.repeat(4_000)}`],
    ]
    test('every address of a list shows a page of it', async ({ assert }) => {
      const browser = await visitor()
      for (const address of addresses) {
        const response = await browser.fetch(`/live/items?${address}`)
        const text = await response.text()
        assert.equal(response.status, 200, `${address}: ${text.slice(0, 300)}`)
        assert.notInclude(text, 'Of Grace')
        const boot = await browser.load(`/live/items?${address}`)
        const { term, page, perPage } = boot.states.ItemsState.v as unknown as Items
        assert.isAtMost(term.length, 200, address)
        assert.notInclude(term, '\0', address)
        assert.isAtMost(page, 3, address)
        assert.include([5, 10], perPage, address)
      }
    })

    test('a later page misses nothing between its document and its socket', async () => {
      const browser = await visitor()
      const boot = await browser.load('/live/items?page=2')
      await Item.query().where('id', 6).update({ price: 1_000 })
      // Time for a run that nobody is there to see
      const other = await open()
      await Item.query().where('id', 1).update({ price: 999 })
      await see(other, ({ rows }) => rows[0].price === 999)
      await Item.query().where('id', 7).update({ price: 998 })
      await Item.query().where('id', 2).update({ price: 997 })
      await see(other, ({ rows }) => rows[1].price === 997)
      const tab = await browser.connect(boot)
      await tab.hello()
      await see(tab, ({ rows }) => rows[0].price === 1_000 && rows[1].price === 998)
      await Item.query().where('id', 8).update({ price: 996 })
      await see(tab, ({ rows }) => rows[2].price === 996)
    })

    test('a cell that was left on another page keeps no list from moving', async ({ assert }) => {
      const tab = await open()
      await call(tab, 'startEdit', 1, 'price')
      await call(tab, 'startEdit', 50, 'price')
      await call(tab, 'startEdit', 'nowhere', 'price')
      await call(tab, 'turn', 2)
      await call(tab, 'turn', 1)
      await Item.query().where('id', 1).update({ price: 3 })
      await Item.query().where('id', 2).delete()
      await see(tab, ({ rows }) => rows[0].price === 3 && rows.length === 5 && rows[1].id === 3)
      assert.equal(items(tab).pending, 0)
    })

    test('many bulk changes at once remove each row once, and all are answered', async ({
      assert,
    }) => {
      const tab = await open()
      await call(tab, 'selectAll')
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => tab.call('ItemsState', 'removeSelected'))
      )
      for (const { x } of answers) assert.notEqual(x?.status, 500, JSON.stringify(x))
      await see(tab, ({ progress, rows }) => !progress.isRunning && rows.length === 0)
      const [{ n }] = await db.from('lab_items').whereNull('deleted_at').count('* as n')
      assert.equal(Number(n), 1)
    })
  })
}
