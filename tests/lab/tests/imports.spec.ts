/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import axe from 'axe-core'
import type { Knex } from 'knex'
import type { Page } from 'playwright-core'
import type { ServerFrame, UpdateFrame } from 'reflex-adonis/types'
import Book from '#models/book'
import { topicless } from '#policies/topic_policy'
import { askers } from '#services/askers'
import { gates } from '#services/gates'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import { createLibrary, fillLibrary, topicsOf } from '../../helpers/library.ts'
import { shown, until } from '../../helpers/shown.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

interface Importing {
  step: string
  columns: { header: string; field: string | null }[]
  sample: string[][]
  rows: number
  valid: number
  problems: { line: number; field: string | null; message: string }[]
  wrong: number
  written: number
  isStopped: boolean
}

test.group('Imports of a model state', (group) => {
  const browsers: BrowserSession[] = []

  group.tap((each) => each.timeout(90_000))
  group.setup(createLibrary)
  group.each.setup(async () => {
    await fillLibrary()
    return () => {
      topicless.clear()
      gates.reset()
      browsers.splice(0).forEach((browser) => browser.close())
    }
  })

  async function open(user = 1): Promise<SocketTab> {
    const browser = new BrowserSession()
    browsers.push(browser)
    await browser.signIn(user)
    const tab = await browser.open('/live/books')
    await tab.hello()
    return tab
  }

  const importing = (tab: SocketTab) =>
    shown(tab, 'BooksState').importing as unknown as Importing | null
  const see = async (tab: SocketTab, matches: (importing: Importing | null) => boolean) => {
    const vars = await until(tab, 'BooksState', (each) => matches(each.importing as never))
    return vars.importing as unknown as Importing
  }
  const call = async (tab: SocketTab, event: string, ...args: unknown[]) => {
    const answer = await tab.call('BooksState', event, ...args)
    if (answer.x) throw new Error(`${event}: ${JSON.stringify(answer.x)}`)
    return answer
  }
  const titles = async () =>
    (await Book.query().where('owner_id', 1).orderBy('id')).map(({ title }) => title)
  const many = (count: number) =>
    [
      'title,pages',
      ...Array.from({ length: count }, (_, index) => `Book ${index},${index + 1}`),
    ].join('\n')

  /** What has become of an import, once it is over. */
  async function outcome(tab: SocketTab, size: unknown): Promise<UpdateFrame> {
    const answer = await tab.call('BooksState', 'importRows', 'books.csv', size)
    if (answer.x) return answer
    const isEnd = (frame: ServerFrame) => frame.t === undefined && frame.e === answer.id
    return (tab.frames.find(isEnd) ?? (await tab.next(isEnd))) as UpdateFrame
  }

  /** Begins an import. */
  async function begin(tab: SocketTab, size: number): Promise<{ over: Promise<UpdateFrame> }> {
    const over = outcome(tab, size)
    over.catch(() => {})
    await see(tab, (each) => each?.step === 'receiving')
    return { over }
  }

  async function send(tab: SocketTab, text: string, slice = 4_000) {
    const run = await begin(tab, Buffer.byteLength(text))
    for (let start = 0; start < text.length; start += slice) {
      await call(tab, 'sendImport', text.slice(start, start + slice))
    }
    return run
  }

  test('show what is wrong by line, and write nothing before somebody says so', async ({
    assert,
  }) => {
    const tab = await open()
    const { over } = await send(
      tab,
      [
        '\uFEFFName;pages;Author;topics;id;owner_id;other',
        'Third;30;Ann;Art|Biology;77;2;x',
        'Fourth;many;;;;;',
        '"Fifth',
        'and a half";50;5;;;;',
        'First;10;;;;;',
        'third ;31;;;;;',
        'Sixth;60;Anna of Grace;;;;',
        'Seventh;70;;Secret;;;',
        'Eighth;80;9;;;;',
        ';90;;;;;',
      ].join('\r\n')
    )
    const found = await see(tab, (each) => each?.step === 'checked')
    assert.deepEqual(
      found.columns.map(({ field }) => field),
      ['title', 'pages', 'authorId', 'topics', null, null, null]
    )
    assert.deepInclude(found, { rows: 9, valid: 2, wrong: 7 })
    assert.deepEqual(found.sample[0].slice(0, 4), ['Third', '30', 'Ann', 'Art|Biology'])
    assert.deepEqual(
      found.problems.map(({ line, field }) => [line, field]),
      [
        [3, 'pages'],
        [6, 'title'],
        [7, 'title'],
        [8, 'authorId'],
        [9, 'topics'],
        [10, 'authorId'],
        [11, 'title'],
      ]
    )
    assert.match(found.problems[2].message, /line 2 already/)
    assert.deepEqual(await titles(), ['First', 'Second'])
    assert.notInclude(JSON.stringify(tab.frames), 'hidden')

    await call(tab, 'confirmImport', 'valid')
    assert.deepEqual((await over).r, { written: 2 })
    assert.deepEqual(await titles(), ['First', 'Second', 'Third', 'Fifth\nand a half'])
    const third = await Book.findByOrFail('title', 'Third')
    assert.deepInclude(third.$attributes, { ownerId: 1, authorId: 1, pages: 30 })
    assert.notEqual(third.id, 77)
    assert.deepEqual(await topicsOf(third.id), [1, 2])
    assert.deepInclude(importing(tab)!, { step: 'done', written: 2, wrong: 7 })
    await call(tab, 'closeImport')
    assert.isNull(importing(tab))
  })

  test('write all rows or none', async ({ assert }) => {
    const tab = await open()
    const { over } = await send(tab, 'title,pages\nThird,3\nRefused,4\nFifth,5\n')
    await see(tab, (each) => each?.step === 'checked')
    await call(tab, 'confirmImport', 'all')
    const refused = await see(tab, (each) => each?.step === 'checked' && each.wrong > 0)
    assert.deepEqual(refused.problems, [{ line: 3, field: null, message: 'Nobody takes this' }])
    assert.deepEqual(await titles(), ['First', 'Second'])
    // The rest can be had nonetheless
    await call(tab, 'confirmImport', 'valid')
    assert.deepEqual((await over).r, { written: 2 })
    assert.deepEqual(await titles(), ['First', 'Second', 'Third', 'Fifth'])
    await call(tab, 'closeImport')

    const whole = await send(tab, many(300))
    await see(tab, (each) => each?.step === 'checked')
    await call(tab, 'confirmImport', 'all')
    assert.deepEqual((await whole.over).r, { written: 300 })
    assert.lengthOf(await titles(), 304)
    // Totals are counted again after a while
    await until(tab, 'BooksState', ({ total }) => total === 304)
  })

  test('what fails for no fault of a row leaves nothing of its transaction', async ({ assert }) => {
    for (const [mode, kept] of [
      ['all', 2],
      ['valid', 102],
    ] as const) {
      await fillLibrary()
      const tab = await open()
      const { over } = await send(tab, `${many(150)}\nForbidden,1`)
      await see(tab, (each) => each?.step === 'checked')
      await call(tab, 'confirmImport', mode)
      assert.property(await over, 'x')
      assert.lengthOf(await titles(), kept)
      const left = importing(tab)
      if (mode === 'all') assert.isNull(left)
      else assert.deepInclude(left!, { step: 'done', written: 100, isStopped: true })
    }
  })

  test('what others write meanwhile is not written twice', async ({ assert }) => {
    const tab = await open()
    const { over } = await send(tab, 'title,pages\nThird,3\nFourth,4')
    await see(tab, (each) => each?.step === 'checked')
    await db.table('lab_books').insert({ owner_id: 1, title: 'Third', pages: 1 })
    await call(tab, 'confirmImport', 'valid')
    assert.deepEqual((await over).r, { written: 1 })
    assert.deepInclude(importing(tab)!, { wrong: 1, written: 1 })
    assert.deepEqual(await titles(), ['First', 'Second', 'Third', 'Fourth'])
  })

  test('can be cancelled at each step, and leave what the mode says', async ({ assert }) => {
    const tab = await open()
    const receiving = await begin(tab, 10)
    await call(tab, 'cancelImport')
    assert.property(await receiving.over, 'x')
    assert.isNull(importing(tab))

    const checked = await send(tab, many(3))
    await see(tab, (each) => each?.step === 'checked')
    await call(tab, 'cancelImport')
    assert.property(await checked.over, 'x')
    assert.isNull(importing(tab))
    assert.deepEqual(await titles(), ['First', 'Second'])

    const gated = many(500).replace('Book 150,', 'Gate,')
    const valid = await send(tab, gated)
    await see(tab, (each) => each?.step === 'checked')
    await call(tab, 'confirmImport', 'valid')
    await see(tab, (each) => each !== null && each.written > 0)
    const stopped = tab.call('BooksState', 'cancelImport')
    gates.open('import')
    await stopped
    await valid.over
    const left = importing(tab)!
    assert.deepInclude(left, { step: 'done', isStopped: true })
    assert.isBelow(left.written, 500)
    assert.lengthOf(await titles(), 2 + left.written)
    await call(tab, 'closeImport')

    await fillLibrary()
    const all = await send(tab, gated)
    await see(tab, (each) => each?.step === 'checked')
    await call(tab, 'confirmImport', 'all')
    await see(tab, (each) => each?.step === 'writing')
    await call(tab, 'cancelImport')
    gates.open('import')
    assert.property(await all.over, 'x')
    assert.isNull(importing(tab))
    assert.deepEqual(await titles(), ['First', 'Second'])
  })

  test('that are cancelled when all is written have been written, and say so', async ({
    assert,
  }) => {
    for (const mode of ['all', 'valid'] as const) {
      await fillLibrary()
      const tab = await open()
      const { over } = await send(tab, 'title,pages\nThird,3\nGate,4')
      await see(tab, (each) => each?.step === 'checked')
      await call(tab, 'confirmImport', mode)
      await gates.reached('import')
      const cancelled = tab.call('BooksState', 'cancelImport')
      // Outside of updates it is cancelled at once, and otherwise when its turn comes
      if (mode === 'all') await cancelled
      gates.open('import')
      await cancelled
      assert.deepEqual((await over).r, { written: 2 }, mode)
      assert.deepInclude(importing(tab)!, { step: 'done', written: 2, isStopped: false })
      assert.deepEqual(await titles(), ['First', 'Second', 'Third', 'Gate'])
      await call(tab, 'closeImport')
    }
  })

  test('say what is written before they fail, also in the middle of a chunk', async ({
    assert,
  }) => {
    const tab = await open()
    const { over } = await send(tab, 'title,pages\nThird,3\nRefused,4\nFifth,5\nForbidden,6')
    await see(tab, (each) => each?.step === 'checked')
    await call(tab, 'confirmImport', 'valid')
    assert.property(await over, 'x')
    assert.deepInclude(importing(tab)!, { step: 'done', written: 2, wrong: 1, isStopped: true })
    assert.deepEqual(await titles(), ['First', 'Second', 'Third', 'Fifth'])
  })

  test('can be cancelled while the file is read, and another one begun', async ({ assert }) => {
    const tab = await open()
    const long = `title,pages\n${'Book of a name that goes on for a while,1\n'.repeat(2_000)}`
    const { over } = await begin(tab, Buffer.byteLength(long))
    for (let start = 0; start < long.length; start += 12_000) {
      void tab.call('BooksState', 'sendImport', long.slice(start, start + 12_000))
    }
    void tab.call('BooksState', 'cancelImport')
    assert.property(await over, 'x')
    assert.isNull(importing(tab))
    const next = await begin(tab, 10)
    await call(tab, 'cancelImport')
    await next.over
  })

  test('rows with too many cells are wrong, and nothing of them is moved', async ({ assert }) => {
    const tab = await open()
    const { over } = await send(tab, 'title,pages\nThird,3\nFourth,1,000\nFifth,5,\nSixth,6')
    const found = await see(tab, (each) => each?.step === 'checked')
    assert.deepInclude(found, { rows: 4, valid: 2, wrong: 2 })
    assert.deepEqual(
      found.problems.map(({ line, field, message }) => [line, field, message]),
      [3, 4].map((line) => [line, null, 'The row has 3 cells, and the file has 2 columns'])
    )
    await call(tab, 'confirmImport', 'valid')
    assert.deepEqual((await over).r, { written: 2 })
    assert.deepEqual(await titles(), ['First', 'Second', 'Third', 'Sixth'])
  })

  test('ask policies with the current request, not with the one that began the import', async ({
    assert,
  }) => {
    for (const mode of ['all', 'valid'] as const) {
      await fillLibrary()
      askers.length = 0
      const tab = await open()
      const { over } = await send(tab, 'title,pages,topics\nThird,3,Art\nFourth,4,')
      await see(tab, (each) => each?.valid === 2)
      const before = new Set(askers.splice(0))
      await call(tab, 'confirmImport', mode)
      assert.deepEqual((await over).r, { written: 2 })
      assert.isAbove(askers.length, 1)
      assert.isFalse(
        askers.some((ctx) => before.has(ctx)),
        mode
      )
    }
  })

  test('are refused to who may not add rows or name others any longer', async ({ assert }) => {
    const tab = await open()
    const { over } = await send(tab, 'title,pages,topics\nThird,3,Art\nFourth,4,')
    await see(tab, (each) => each?.valid === 2)
    topicless.add(1)
    await call(tab, 'confirmImport', 'all')
    const refused = await see(tab, (each) => each?.step === 'checked' && each.wrong > 0)
    assert.deepEqual(
      refused.problems.map(({ line, field }) => [line, field]),
      [[2, 'topics']]
    )
    await call(tab, 'confirmImport', 'valid')
    assert.deepEqual((await over).r, { written: 1 })
    assert.deepEqual(await titles(), ['First', 'Second', 'Fourth'])
  })

  test('ask the database once for what all rows name', async ({ assert }) => {
    const tab = await open()
    const names = ['Ann', 'Ben', 'Cid']
    const rows = Array.from(
      { length: 60 },
      (_, index) => `Book ${index},1,${names[index % 3]},Art|Biology`
    )
    const { over } = await send(tab, ['title,pages,Author,topics', ...rows].join('\n'))
    await see(tab, (each) => each?.valid === 60)
    const queries: string[] = []
    const knex = db.connection().getWriteClient() as unknown as Knex
    const note = ({ sql }: { sql: string }) => void queries.push(sql)
    knex.client.on('query', note)
    await call(tab, 'confirmImport', 'all')
    assert.deepEqual((await over).r, { written: 60 })
    knex.client.removeListener('query', note)
    const to = (start: RegExp) => queries.filter((sql) => start.test(sql)).length
    assert.isAbove(to(/^insert into `lab_books`/), 0)
    assert.isBelow(to(/^select .* from `lab_authors`/), 10)
    assert.isBelow(to(/^select .* from `lab_topics` where/), 10)
    assert.equal(to(/^insert into `lab_book_topic`/), 60)
    assert.lengthOf(await db.from('lab_book_topic'), 122)
  })

  test('columns can be said to be of other fields', async ({ assert }) => {
    const tab = await open()
    const { over } = await send(tab, 'what,how long\nThird,3\n')
    const before = await see(tab, (each) => each?.step === 'checked')
    assert.deepInclude(before, { valid: 0 })
    assert.deepEqual(
      before.problems.map(({ line, field }) => [line, field]),
      [
        [1, 'title'],
        [1, 'pages'],
      ]
    )
    // Nothing is written of what is not valid
    await call(tab, 'confirmImport', 'all')
    await see(tab, (each) => each?.step === 'checked')
    for (const [column, field] of [
      [0, 'ownerId'],
      [0, 'id'],
      [0, '__proto__'],
      [7, 'title'],
      [-1, 'title'],
      ['length', 'title'],
    ]) {
      const failure = await tab.failure('BooksState', 'mapImport', column, field)
      assert.equal(failure.code, 'E_IMPORT_COLUMN', JSON.stringify([column, field]))
    }
    await call(tab, 'mapImport', 0, 'title')
    await see(tab, (each) => each?.step === 'checked' && each.problems.length === 1)
    await call(tab, 'mapImport', 1, 'pages')
    await see(tab, (each) => each?.step === 'checked' && each.valid === 1)
    await call(tab, 'confirmImport', 'all')
    assert.deepEqual((await over).r, { written: 1 })
  })

  test('formulas are data', async ({ assert }) => {
    const tab = await open()
    const { over } = await send(tab, `title,pages\n"=1+1",3\n'=2+2,4\n'quoted,5\n@SUM(A1),6`)
    await see(tab, (each) => each?.step === 'checked')
    await call(tab, 'confirmImport', 'all')
    await over
    assert.deepEqual((await titles()).slice(2), ['=1+1', '=2+2', `'quoted`, '@SUM(A1)'])
  })

  test('are no way around what a visitor may do', async ({ assert }) => {
    const tab = await open()
    const refused = async (code: string, event: string, ...args: unknown[]) => {
      const failure = await tab.failure('BooksState', event, ...args)
      assert.equal(failure.code, code, `${event} ${JSON.stringify(args)}`)
    }
    await refused('E_IMPORT_OVER', 'sendImport', 'a,b')
    await refused('E_IMPORT_OVER', 'mapImport', 0, 'title')
    await refused('E_IMPORT_OVER', 'confirmImport', 'all')
    for (const size of [0, -1, 1e9, null, '5']) {
      const { x } = await outcome(tab, size)
      assert.equal(x?.code, 'E_IMPORT_SIZE', String(size))
    }
    const items = await (async () => {
      const browser = new BrowserSession()
      browsers.push(browser)
      await browser.signIn(1)
      return browser.open('/live/books')
    })()
    await items.hello()

    const { over } = await begin(tab, 20)
    assert.equal((await outcome(tab, 5)).x?.code, 'E_IMPORT_RUNNING')
    // Another tab has no part in it
    const other = await items.failure('BooksState', 'sendImport', 'a,b')
    assert.equal(other.code, 'E_IMPORT_OVER')
    await refused('E_IMPORT_ENCODING', 'sendImport', 'a\0b')
    assert.property(await over, 'x')
    const second = await begin(tab, 5)
    await refused('E_IMPORT_SIZE', 'sendImport', 'more than five')
    assert.property(await second.over, 'x')
    const failing: [code: string, text: string][] = [
      ['E_IMPORT_EMPTY', 'title,pages\n\n'],
      ['E_IMPORT_ROWS', many(501)],
      ['E_IMPORT_FORMAT', 'title,pages\n"open,1'],
    ]
    for (const [code, text] of failing) {
      const answer = await (await send(tab, text)).over
      assert.equal(answer.x?.code, code)
      assert.isNull(importing(tab))
    }
    assert.deepEqual(await titles(), ['First', 'Second'])
  })

  async function browse(): Promise<Page> {
    const browser = new BrowserSession()
    await browser.signIn(1)
    const page = await openPage({ baseURL: baseUrl() })
    const cookies = [...browser.cookies].map(([name, value]) => ({ name, value, url: baseUrl() }))
    await page.context().addCookies(cookies)
    await visit(page, '/live/books')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    return page
  }
  const file = (buffer: Buffer, name = 'books.csv') => ({ name, mimeType: 'text/csv', buffer })

  test('are shown in a dialog, from the file to what has become of it', async ({ assert }) => {
    const page = await browse()
    const dialog = page.getByRole('dialog', { name: 'Import rows' })
    const input = dialog.getByLabel('Choose a file')
    await input.setInputFiles(file(Buffer.from([0x74, 0xe4, 0x0a, 0xff])))
    await dialog.getByRole('alert').getByText('not UTF-8').waitFor()
    // What only the server refuses, in the middle of the text
    for (const wrong of ['\uFFFD', '\0']) {
      await input.setInputFiles(file(Buffer.from('title,pages\n"open,1')))
      await dialog.getByRole('alert').getByText('a quote is not closed').waitFor()
      await input.setInputFiles(file(Buffer.from(`title,pages\nA${wrong},1`)))
      await dialog.getByRole('alert').getByText('not UTF-8').waitFor()
      await input.waitFor({ state: 'attached' })
    }
    await input.setInputFiles(file(Buffer.from('title,pages\n"open,1')))
    await dialog.getByRole('alert').getByText('a quote is not closed').waitFor()

    const text = ['Titel;pages', 'Dritter;30', 'Vierter;many', ...many(400).split('\n').slice(1)]
    await input.setInputFiles(file(Buffer.from(text.join('\r\n').replaceAll(',', ';'))))
    await dialog.getByText('0 of 402 rows can be imported.').waitFor()
    await dialog.getByLabel('Field of the column Titel').selectOption('Title')
    await dialog.getByText('401 of 402 rows can be imported.').waitFor()
    await dialog.getByRole('listitem').getByText('Line 3').waitFor()
    assert.lengthOf(await titles(), 2)
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run({ include: ['.reflex-import-dialog'] })
    )
    assert.deepEqual(
      violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })),
      []
    )
    await dialog.getByRole('button', { name: 'Import 401 rows' }).click()
    await dialog.getByText('401 rows imported.').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.getByText('403 rows').waitFor()
    assert.equal(await dialog.count(), 0)
  })

  test('take text that was pasted, and forget what is cancelled', async ({ assert }) => {
    const page = await browse()
    const dialog = page.getByRole('dialog', { name: 'Import rows' })
    await dialog.getByText('Paste text instead').click()
    await dialog.getByLabel('Text').fill('title\tpages\nPasted\t5')
    await dialog.getByRole('button', { name: 'Check text' }).click()
    await dialog.getByText('1 row can be imported.', { exact: true }).waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.getByText('Choose a file').waitFor()
    assert.equal(await dialog.getByRole('alert').count(), 0)
    assert.lengthOf(await titles(), 2)
  })
})
