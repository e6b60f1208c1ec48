/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import Task from '#models/task'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { DIALECTS } from '../../helpers/models/databases.ts'
import { createTasks, useDatabase } from '../../helpers/models/lab_database.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import { shown, until } from '../../helpers/shown.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

interface TaskRow {
  id: number
  title: string
  isDone: boolean
}

interface Tasks {
  found: TaskRow[]
  mine: TaskRow[]
  last: TaskRow | null
  total: number
  longest: number
  open: number
  errors: object
}

for (const [dialect, tags] of DIALECTS) {
  test.group(`Live vars on ${dialect}`, (group) => {
    const browsers: BrowserSession[] = []

    group.tap((each) => each.tags(tags))
    group.setup(async () => {
      const remove = await useDatabase(dialect)
      await createTasks()
      return remove
    })
    group.each.setup(async () => {
      await db.from('lab_tasks').delete()
      await Task.createMany([
        { id: 1, ownerId: 1, title: 'Sow', isDone: true },
        { id: 2, ownerId: 2, title: 'Water', isDone: false },
      ])
      return () => browsers.splice(0).forEach((browser) => browser.close())
    })

    async function visitor(user?: number): Promise<BrowserSession> {
      const browser = new BrowserSession()
      browsers.push(browser)
      if (user !== undefined) await browser.signIn(user)
      return browser
    }

    async function open(user?: number, path = '/live/tasks'): Promise<SocketTab> {
      const tab = await (await visitor(user)).open(path)
      await tab.hello()
      return tab
    }

    const tasks = (tab: SocketTab) => shown(tab, 'TasksState') as unknown as Tasks
    const titles = (rows: readonly TaskRow[]) => rows.map(({ title }) => title)
    const see = (tab: SocketTab, matches: (tasks: Tasks) => boolean) =>
      until(tab, 'TasksState', (vars) => matches(vars as unknown as Tasks))
    /** Frames that tell a tab of tasks. */
    const told = (tab: SocketTab, from: number) =>
      tab.frames.slice(from).filter((frame) => frame.t === undefined && 'd' in frame)

    test('are in the document', async ({ assert }) => {
      const browser = await visitor(2)
      const { states } = await browser.load('/live/tasks')
      const {
        found,
        mine,
        last,
        total,
        longest,
        open: left,
      } = states.TasksState.v as never as Tasks
      assert.deepEqual(found, [
        { id: 1, title: 'Sow', isDone: true },
        { id: 2, title: 'Water', isDone: false },
      ])
      assert.deepEqual(titles(mine), ['Water'])
      assert.equal(last?.title, 'Water')
      assert.deepEqual([total, longest, left], [2, 2, 1])
      const html = await (await browser.fetch('/live/tasks')).text()
      assert.include(html, 'Water')
    })

    test('a write elsewhere reaches a page as one short patch', async ({ assert }) => {
      const tab = await open()
      const from = tab.frames.length
      await Task.query().where('id', 2).update({ title: 'Weed' })
      await see(tab, ({ found, last }) => found[1].title === 'Weed' && last?.title === 'Weed')
      for (const frame of told(tab, from)) assert.isAtMost(JSON.stringify(frame).length, 200)
    })

    test("an event's answer shows what it has written, and others hear of it", async ({
      assert,
    }) => {
      const [tab, other] = [await open(1), await open(2)]
      const { r, d } = await tab.call('TasksState', 'add', 'Reap')
      // A handler sees what the page shows
      assert.equal(r, 2)
      assert.isDefined(d)
      assert.deepEqual(titles(tasks(tab).found), ['Sow', 'Water', 'Reap'])
      assert.deepEqual(titles(tasks(tab).mine), ['Sow', 'Reap'])
      await see(other, ({ total, found }) => total === 3 && found.length === 3)
      assert.deepEqual(titles(tasks(other).mine), ['Water'])
      assert.notInclude(JSON.stringify(other.frames), 'secret')
    })

    test('a query that reads other values is loaded with the event', async ({ assert }) => {
      const tab = await open()
      const answer = await tab.call('TasksState', 'search', 'wat')
      assert.deepEqual(titles(tasks(tab).found), ['Water'])
      assert.equal(tasks(tab).open, 1)
      assert.equal(answer.u?.url, '/live/tasks?word=wat')
      await Task.create({ ownerId: 1, title: 'Waterworks', isDone: false })
      await see(tab, ({ found }) => found.length === 2)
      const other = await (await visitor()).load('/live/tasks?word=wat')
      assert.deepEqual(titles((other.states.TasksState.v as never as Tasks).found), [
        'Water',
        'Waterworks',
      ])
    })

    test('what is rolled back reaches nobody, and what an event has committed before it failed does', async ({
      assert,
    }) => {
      const [tab, other] = [await open(1), await open(2)]
      const from = other.frames.length
      assert.equal((await tab.failure('TasksState', 'fail', 'Undone')).status, 500)
      assert.equal((await tab.failure('TasksState', 'failLater', 'Committed')).status, 500)
      await see(tab, ({ total, mine }) => total === 3 && mine.length === 2)
      await see(other, ({ total }) => total === 3)
      assert.deepEqual(titles(tasks(tab).mine), ['Sow', 'Committed'])
      assert.notInclude(JSON.stringify(other.frames.slice(from)), 'Undone')
    })

    test('an event that fails after it has loaded leaves what was shown', async ({ assert }) => {
      const tab = await open(1)
      await Task.create({ ownerId: 1, title: 'boom', isDone: false })
      await see(tab, ({ total, found }) => total === 3 && found.length === 3)
      assert.equal((await tab.failure('TasksState', 'search', 'boom')).status, 500)
      await Task.create({ id: 7_777, ownerId: 1, title: 'After', isDone: false })
      await see(tab, ({ found }) => found.some(({ id }) => id === 7_777))
      assert.deepEqual(titles(tasks(tab).found), ['Sow', 'Water', 'boom', 'After'])
      const shownOnce = tab.frames.filter(
        (frame) => frame.t === undefined && JSON.stringify(frame.d ?? {}).includes('"found"')
      )
      // The row that came, and the row that came after the failure
      assert.lengthOf(shownOnce, 2)
    })

    test("another user's rows never cross the wire", async ({ assert }) => {
      const tab = await open(2, '/live/own')
      await Task.create({ ownerId: 1, title: 'Nobody else knows', isDone: false })
      await Task.create({ ownerId: 2, title: 'Mine', isDone: false })
      const { mine } = await until(
        tab,
        'OwnTasksState',
        ({ mine: rows }) => (rows as never as TaskRow[]).length === 2
      )
      assert.deepEqual(titles(mine as never), ['Water', 'Mine'])
      const all = JSON.stringify([tab.boot, ...tab.frames])
      assert.include(all, 'Mine')
      for (const hidden of ['Nobody else', 'Sow', 'secret']) assert.notInclude(all, hidden)
    })

    test('a tab that comes back has missed nothing', async ({ assert }) => {
      const browser = await visitor(1)
      const boot = await browser.load('/live/tasks')
      const before = await browser.connect(boot)
      await before.hello()
      before.close()
      await before.closed()
      await Task.create({ ownerId: 1, title: 'Meanwhile', isDone: false })
      const tab = await browser.connect(boot)
      await tab.hello({ n: 0 })
      await see(tab, ({ total }) => total === 3)
      await Task.create({ ownerId: 1, title: 'Afterwards', isDone: false })
      await see(tab, ({ total, mine }) => total === 4 && mine.length === 3)
      assert.deepEqual(titles(tasks(tab).mine), ['Sow', 'Meanwhile', 'Afterwards'])
    })

    test('what is committed between a document and its socket is not missed', async () => {
      const browser = await visitor()
      const boot = await browser.load('/live/tasks')
      await Task.create({ ownerId: 1, title: 'In between', isDone: false })
      const tab = await browser.connect(boot)
      await tab.hello()
      await see(tab, ({ total, found }) => total === 3 && found.length === 3)
    })

    test('tabs that open while others write miss nothing', async () => {
      const writing = Promise.all(
        Array.from({ length: 30 }, async (_, index) => {
          await Task.create({ ownerId: 1, title: `Written ${index}`, isDone: false })
          await new Promise((resolve) => setTimeout(resolve, index * 10))
        })
      )
      const tabs = await Promise.all(Array.from({ length: 30 }, () => open()))
      await writing
      await Task.create({ id: 9_999, ownerId: 1, title: 'The last', isDone: false })
      // Each var is run, and comes, by itself
      for (const tab of tabs) {
        await see(
          tab,
          ({ last, total, found }) => last?.id === 9_999 && total === 33 && found.length === 33
        )
      }
      // They go on
      await Task.query().where('id', 1).update({ title: 'Changed' })
      for (const tab of tabs) await see(tab, ({ found }) => found[0].title === 'Changed')
    })

    test('who signs out loses the rows, and hears no more of them', async ({ assert }) => {
      const browser = await visitor(1)
      const tab = await browser.open('/live/own')
      await tab.hello()
      const from = tab.frames.length
      await browser.fetch('/sign-out', { method: 'POST' })
      await Task.create({ ownerId: 1, title: 'After the logout', isDone: false })
      assert.equal(await tab.closed(), 4410)
      const again = await browser.connect(tab.boot)
      const welcome = await again.hello()
      assert.isUndefined(welcome.snapshot)
      assert.notInclude(JSON.stringify([...tab.frames.slice(from), ...again.frames]), 'After the')
    })

    test('two windows follow each other in Chromium', async () => {
      const [one, two] = [
        await openPage({ baseURL: baseUrl() }),
        await openPage({ baseURL: baseUrl() }),
      ]
      await visit(one, '/live/tasks')
      await visit(two, '/live/tasks')
      await one.getByRole('button', { name: 'Add' }).click()
      await one.locator('output').getByText('3 tasks, 2 open').waitFor()
      await two.locator('output').getByText('3 tasks, 2 open').waitFor()
      await one.getByLabel('Search').fill('wat')
      await one.locator('output').getByText('1 open').waitFor()
      await two.getByText('Sow done').waitFor()
    })
  })
}
