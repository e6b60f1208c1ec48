/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import axe from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import Author from '#models/author'
import Book from '#models/book'
import { topicless } from '#policies/topic_policy'
import { gates } from '#services/gates'
import { hold, openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import { createLibrary, fillLibrary, topicsOf } from '../../helpers/library.ts'
import { shown, until } from '../../helpers/shown.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

interface Choices {
  choices: { id: number; label: string }[]
  term: string
  page: number
  hasMore: boolean
}

test.group('Relations of a model state', (group) => {
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

  async function open(path = '/live/books', user = 1): Promise<SocketTab> {
    const browser = new BrowserSession()
    browsers.push(browser)
    await browser.signIn(user)
    const tab = await browser.open(path)
    await tab.hello()
    return tab
  }

  const call = async (tab: SocketTab, event: string, ...args: unknown[]) => {
    const answer = await tab.call('BooksState', event, ...args)
    if (answer.x) throw new Error(`${event}: ${JSON.stringify(answer.x)}`)
    return answer
  }
  const find = (tab: SocketTab, ...args: unknown[]) =>
    tab.value<Choices>('BooksState', 'findChoices', ...args)
  const first = (tab: SocketTab, name: string) =>
    shown(tab, 'BooksState')[`choices:${name}`] as unknown as Choices
  const labels = ({ choices }: Choices) => choices.map(({ label }) => label)
  const record = (tab: SocketTab) =>
    shown(tab, 'BooksState').record as unknown as {
      values: Record<string, unknown>
      chosen: Record<string, { id: number; label: string }[]>
    }
  const values = { title: 'New', pages: 5 }
  const count = async () => Number((await Book.query().count('* as n'))[0].$extras.n)

  test('offer what one may see, a page at a time, and find the rest', async ({ assert }) => {
    const tab = await open()
    assert.deepEqual(labels(first(tab, 'authorId')), ['Ann', 'Ben', 'Cid'])
    assert.isTrue(first(tab, 'authorId').hasMore)
    assert.deepEqual(labels(first(tab, 'topics')), ['Art', 'Biology'])
    assert.deepEqual(labels(await find(tab, 'authorId', '', 2)), ['Dora', 'Ed 100%'])
    assert.isFalse((await find(tab, 'authorId', '', 2)).hasMore)
    assert.deepEqual(labels(await find(tab, 'authorId', 'n')), ['Ann', 'Ben'])
    assert.deepEqual(labels(await find(tab, 'authorId', '%')), ['Ed 100%'])
    assert.deepEqual(labels(await find(tab, 'authorId', '_')), [])
    assert.deepEqual(labels(await find(tab, 'authorId', '', 99)), [])
    // Made at random, they could spell it
    const withoutTokens = (key: string, value: unknown) =>
      key === 'token' || key === 'csrf' ? undefined : value
    const received = JSON.stringify([tab.boot, ...tab.frames], withoutTokens)
    assert.isNull(/.{0,80}(Anna|Secret).{0,80}/.exec(received))
    const searched = await open('/live/books?authorId_search=d')
    assert.deepEqual(labels(first(searched, 'authorId')), ['Cid', 'Dora', 'Ed 100%'])
  })

  test('are live', async ({ assert }) => {
    const tab = await open()
    await Author.create({ ownerId: 1, name: 'Aaron' })
    await until(tab, 'BooksState', (vars) => JSON.stringify(vars).includes('Aaron'))
    assert.deepEqual(labels(first(tab, 'authorId')), ['Aaron', 'Ann', 'Ben'])
  })

  test('are those of nobody else, and of no field that has none', async ({ assert }) => {
    const grace = await open('/live/books', 2)
    assert.deepEqual(labels(first(grace, 'authorId')), ['Anna of Grace'])
    const tab = await open()
    for (const name of ['title', 'ownerId', '__proto__', 'constructor', '', null, 7, { a: 1 }]) {
      const failure = await tab.failure('BooksState', 'findChoices', name)
      assert.oneOf(failure.status, [400, 422], JSON.stringify([name, failure]))
    }
    // What is no text and no page is a search for nothing, on the first one
    assert.deepEqual(labels(await find(tab, 'authorId', null, -3)), ['Ann', 'Ben', 'Cid'])
    assert.deepEqual(labels(await find(tab, 'authorId', 'x'.repeat(5_000))), [])
  })

  test('a policy says who may see them, and nothing of them is chosen without', async ({
    assert,
  }) => {
    topicless.add(1)
    const tab = await open()
    assert.deepEqual(first(tab, 'topics').choices, [])
    assert.deepEqual(labels(await find(tab, 'topics')), [])
    const failure = await tab.failure('BooksState', 'create', { ...values, topics: [1] })
    assert.equal(failure.code, 'E_VALIDATION_ERROR')
    // A book keeps what nobody shows
    await call(tab, 'save', { ...values, topics: [] }, 1)
    assert.deepEqual(await topicsOf(1), [1, 3])
  })

  test('what one may not see is refused by rule and write, and nothing is written', async ({
    assert,
  }) => {
    const tab = await open()
    const refused: object[] = [
      { authorId: 9 },
      { authorId: 77 },
      { topics: [3] },
      { topics: [1, 3] },
      { topics: [1, 2, 77] },
      { topics: Array.from({ length: 2_000 }, (_, index) => index + 1) },
    ]
    for (const chosen of refused) {
      const failure = await tab.failure('BooksState', 'create', { ...values, ...chosen })
      const [[name]] = Object.entries(chosen)
      assert.equal(failure.code, 'E_VALIDATION_ERROR', JSON.stringify(chosen))
      assert.match(shownError(tab, name), /invalid/)
      const message = await tab.value('BooksState', 'check', { ...values, ...chosen }, name)
      assert.match(String(message), /invalid/)
      const saved = await tab.failure('BooksState', 'save', { ...values, ...chosen }, 1)
      assert.equal(saved.code, 'E_VALIDATION_ERROR')
    }
    assert.equal(await count(), 3)
    assert.deepInclude((await Book.findOrFail(1)).$attributes, { title: 'First', authorId: 2 })
    assert.deepEqual(await topicsOf(1), [1, 3])
    assert.equal((await tab.failure('BooksState', 'edit', 1, 'authorId', 9)).status, 422)
    await call(tab, 'edit', 1, 'authorId', 3)
    assert.equal((await Book.findOrFail(1)).authorId, 3)
  })

  test('what one may not see is told together with what is wrong besides', async ({ assert }) => {
    const tab = await open()
    const wrong = { title: 'x', pages: 0, authorId: 9, topics: [3] }
    const told = (field: string, data: object = wrong) =>
      tab.value('BooksState', 'check', data, field)
    assert.match(String(await told('authorId')), /invalid/)
    assert.match(String(await told('topics')), /invalid/)
    assert.notMatch(String(await told('title')), /invalid/)
    assert.isNull(await told('authorId', { ...wrong, authorId: 1 }))
    assert.notMatch(String(await told('authorId', { ...wrong, authorId: 'x' })), /invalid/)
    await tab.failure('BooksState', 'create', wrong)
    const errors = shown(tab, 'BooksState').errors as Record<string, string>
    assert.sameMembers(Object.keys(errors), ['title', 'pages', 'authorId', 'topics'])
    assert.equal(await count(), 3)
  })

  function shownError(tab: SocketTab, name: string): string {
    return (shown(tab, 'BooksState').errors as Record<string, string>)[name] ?? ''
  }

  test('a row is saved together with what it names, or not at all', async ({ assert }) => {
    const tab = await open()
    await call(tab, 'create', { ...values, authorId: 1, topics: [1, 2] })
    const made = await Book.findByOrFail('title', 'New')
    assert.equal(made.authorId, 1)
    assert.deepEqual(await topicsOf(made.id), [1, 2])
    await call(tab, 'save', { ...values, authorId: null, topics: [2] }, made.id)
    assert.deepEqual(await topicsOf(made.id), [2])
    assert.isNull((await Book.findOrFail(made.id)).authorId)
    // Left out is as before, and an empty text of a form is an empty list
    await call(tab, 'save', values, made.id)
    assert.deepEqual(await topicsOf(made.id), [2])
    await call(tab, 'save', { ...values, topics: [''] }, made.id)
    assert.deepEqual(await topicsOf(made.id), [])

    const before = await count()
    await tab.failure('BooksState', 'create', { ...values, title: 'Forbidden', topics: [1] })
    assert.equal(await count(), before)
    assert.lengthOf(await db.from('lab_book_topic'), 2)
  })

  test('a form opens a row with what it names, and keeps what it does not see', async ({
    assert,
  }) => {
    const tab = await open()
    await call(tab, 'open', 1)
    assert.deepEqual(record(tab).values, { title: 'First', pages: 10, authorId: 2, topics: [1] })
    assert.deepEqual(record(tab).chosen, {
      authorId: [{ id: 2, label: 'Ben' }],
      topics: [{ id: 1, label: 'Art' }],
    })
    await call(tab, 'save', { title: 'First', pages: 11, authorId: 2, topics: [2] })
    assert.deepEqual(await topicsOf(1), [2, 3])
    assert.deepEqual(record(tab).chosen.topics, [{ id: 2, label: 'Biology' }])
    // Somebody relates it to another one meanwhile
    await db.table('lab_book_topic').insert({ book_id: 1, topic_id: 1 })
    const failure = await tab.failure('BooksState', 'save', { ...values, topics: [2] })
    assert.equal(failure.status, 409)
    assert.deepEqual(await topicsOf(1), [1, 2, 3])
  })

  test('a changed label is not a conflict, but a changed reference is', async ({ assert }) => {
    await db.table('lab_book_topic').insert({ book_id: 1, topic_id: 2 })
    const tab = await open()
    const save = (topics: number[]) => ({ title: 'First', pages: 11, authorId: 2, topics })
    await call(tab, 'open', 1)
    assert.deepEqual(record(tab).values.topics, [1, 2])
    // It comes behind the other one by now
    await db.from('lab_topics').where('id', 1).update({ name: 'Zoology' })
    await call(tab, 'save', save([1, 2]))
    assert.deepEqual(record(tab).values.topics, [2, 1])
    // Two of the same name come in whatever order
    await db.from('lab_topics').whereIn('id', [1, 2]).update({ name: 'Art' })
    await call(tab, 'save', save([2, 1]))
    await db.from('lab_book_topic').where({ book_id: 1, topic_id: 2 }).delete()
    const failure = await tab.failure('BooksState', 'save', save([1]))
    assert.equal(failure.status, 409)
  })

  test('an author that is somebody else’s by now stays, and cannot be chosen again', async ({
    assert,
  }) => {
    await Author.query().where('id', 2).update({ owner_id: 2 })
    const tab = await open()
    await call(tab, 'open', 1)
    assert.deepEqual(record(tab).chosen.authorId, [])
    await call(tab, 'save', { title: 'First', pages: 12, authorId: 2 })
    assert.equal((await Book.findOrFail(1)).pages, 12)
    assert.equal((await tab.failure('BooksState', 'edit', 2, 'authorId', 2)).status, 422)
  })

  async function browse(options: BrowserContextOptions = {}, path = '/live/books'): Promise<Page> {
    const browser = new BrowserSession()
    await browser.signIn(1)
    const page = await openPage({ baseURL: baseUrl(), ...options })
    const cookies = [...browser.cookies].map(([name, value]) => ({ name, value, url: baseUrl() }))
    await page.context().addCookies(cookies)
    if (options.javaScriptEnabled === false) await page.goto(path)
    else {
      await visit(page, path)
      // The list that scripts replace is a combobox as well
      await page.locator('.reflex-choice-field').first().waitFor()
    }
    return page
  }

  test('keep whoever is in one of them before scripts are ready', async ({ assert }) => {
    const browser = new BrowserSession()
    await browser.signIn(1)
    const page = await openPage({ baseURL: baseUrl() })
    const cookies = [...browser.cookies].map(([name, value]) => ({ name, value, url: baseUrl() }))
    await page.context().addCookies(cookies)
    const release = await hold(page, '**/resources/app.tsx')
    await page.goto('/live/books', { waitUntil: 'commit' })
    const writer = page.getByRole('combobox', { name: 'Writer' })
    await writer.focus()
    await page.keyboard.press('B')
    release()
    await page.locator('.reflex-choice-field').first().waitFor()
    assert.equal(await writer.inputValue(), 'Ben')
    assert.isTrue(await writer.evaluate((element) => element === document.activeElement))
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option', { name: 'Cid' }).waitFor()
    // Nobody is brought there who is elsewhere
    const topics = page.getByRole('combobox', { name: 'Topics' })
    assert.isFalse(await topics.evaluate((element) => element === document.activeElement))
  })

  test('are chosen by the keyboard', async ({ assert }) => {
    const page = await browse()
    const writer = page.getByRole('combobox', { name: 'Writer' })
    await writer.focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option', { name: 'Cid' }).waitFor()
    assert.equal(await writer.getAttribute('aria-expanded'), 'true')
    for (let key = 0; key < 3; key++) await page.keyboard.press('ArrowDown')
    const active = await writer.getAttribute('aria-activedescendant')
    assert.equal(await page.locator(`[id="${active}"]`).textContent(), 'Cid')
    // Beyond the last one that is here are others
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option', { name: 'Dora' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    assert.equal(await writer.inputValue(), 'Dora')
    await page.getByText('Changed: authorId').waitFor()
    await writer.fill('ed')
    await page.getByRole('option', { name: 'Ann' }).waitFor({ state: 'detached' })
    await page.getByRole('option', { name: 'Ed 100%' }).click()
    assert.equal(await writer.inputValue(), 'Ed 100%')
    // Escape leaves what was chosen
    await page.keyboard.type('nobody')
    await page.keyboard.press('Escape')
    assert.equal(await writer.inputValue(), 'Ed 100%')
    await page.getByRole('combobox', { name: 'Topics' }).fill('bio')
    await page.getByRole('option', { name: 'Art' }).waitFor({ state: 'detached' })
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove Biology' }).waitFor()
    await page.getByLabel('Name').fill('By hand')
    await page.getByLabel('Length').fill('7')
    await page.keyboard.press('Enter')
    await page.getByText('By hand is saved').waitFor()
    const made = await Book.findByOrFail('title', 'By hand')
    assert.equal(made.authorId, 5)
    assert.deepEqual(await topicsOf(made.id), [2])
    // A form is as new afterwards
    await page.getByRole('button', { name: 'Remove Biology' }).waitFor({ state: 'detached' })
    assert.equal(await writer.inputValue(), '')
    await page.getByText('Changed:', { exact: true }).waitFor()
  })

  test('show what the open row names, and can be taken out', async ({ assert }) => {
    const page = await browse()
    await page.getByRole('button', { name: 'Open First' }).click()
    const writer = page.getByRole('combobox', { name: 'Writer' })
    await page.getByRole('button', { name: 'Remove Art' }).click()
    assert.equal(await writer.inputValue(), 'Ben')
    await page.getByRole('button', { name: 'Clear Writer' }).click()
    await page.getByText('Changed: authorId, topics').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('First is saved').waitFor()
    assert.isNull((await Book.findOrFail(1)).authorId)
    assert.deepEqual(await topicsOf(1), [3])
    await page.getByText('Changed:', { exact: true }).waitFor()
    assert.equal(await writer.inputValue(), '')
  })

  test('stay as they are chosen while the row is saved', async ({ assert }) => {
    const page = await browse()
    await page.getByRole('button', { name: 'Open First' }).click()
    const writer = page.getByRole('combobox', { name: 'Writer' })
    const choose = async (field: string, text: string, name: string) => {
      await page.getByRole('combobox', { name: field }).fill(text)
      await page.getByRole('option', { name }).click()
    }
    await page.getByRole('button', { name: 'Remove Art' }).waitFor()
    await choose('Topics', 'bio', 'Biology')
    await choose('Writer', 'cid', 'Cid')
    await page.getByLabel('Name').fill('Gate')
    await page.getByRole('button', { name: 'Save' }).click()
    await gates.reached('import')
    // Of those that are here: the database is busy
    await writer.click()
    await page.getByRole('option', { name: 'Ann' }).click()
    await page.getByRole('button', { name: 'Remove Art' }).click()
    gates.open('import')
    await page.getByText('Gate is saved').waitFor()
    await page.getByText('Changed: authorId, topics').waitFor()
    assert.equal(await writer.inputValue(), 'Ann')
    assert.equal(await page.getByRole('button', { name: 'Remove Art' }).count(), 0)
    assert.deepEqual(await topicsOf(1), [1, 2, 3])
    await page.getByLabel('Name').fill('Over')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Over is saved').waitFor()
    await page.getByText('Changed:', { exact: true }).waitFor()
    assert.equal((await Book.findOrFail(1)).authorId, 1)
    assert.deepEqual(await topicsOf(1), [2, 3])
  })

  test('have nothing that axe finds, in the {$self} scheme')
    .with(['light', 'dark'] as const)
    .run(async ({ assert }, colorScheme) => {
      const page = await browse({ colorScheme })
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(
          ':root { color-scheme: light dark; background: Canvas; color: CanvasText }'
        )
        document.adoptedStyleSheets.push(sheet)
      })
      await page.getByRole('combobox', { name: 'Topics' }).fill('bio')
      await page.getByRole('option', { name: 'Biology' }).click()
      await page.getByRole('combobox', { name: 'Writer' }).fill('n')
      await page.getByRole('option', { name: 'Ann' }).waitFor()
      await page.keyboard.press('ArrowDown')
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: typeof axe }).axe.run({ include: ['.reflex-choice'] })
      )
      assert.deepEqual(
        violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })),
        []
      )
    })

  test('are lists of the first ones without scripts, and searched by the address', async ({
    assert,
  }) => {
    const page = await browse({ javaScriptEnabled: false })
    const writer = page.getByLabel('Writer')
    assert.deepEqual(await writer.locator('option').allTextContents(), [
      'None',
      'Ann',
      'Ben',
      'Cid',
    ])
    await page.getByLabel('Search: Author').fill('dor')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/live/books?authorId_search=dor')
    await writer.selectOption('Dora')
    await page.getByLabel('Topics').selectOption(['Art', 'Biology'])
    await page.getByLabel('Name').fill('First')
    await page.getByLabel('Length').fill('7')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').first().waitFor()
    // What was chosen is still chosen
    assert.equal(await writer.inputValue(), '4')
    await page.getByLabel('Name').fill('Without scripts')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('cell', { name: 'Without scripts', exact: true }).waitFor()
    const made = await Book.findByOrFail('title', 'Without scripts')
    assert.equal(made.authorId, 4)
    assert.deepEqual(await topicsOf(made.id), [1, 2])
  })
})
