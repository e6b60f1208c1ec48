/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Logger } from '@adonisjs/core/logger'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { Frames } from '../../helpers/browser/frames.ts'
import { Line } from '../../helpers/browser/line.ts'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'

const step = (page: Page, value: number) => page.getByText(`step ${value},`).waitFor()
const stored = (page: Page) => page.evaluate(() => localStorage.getItem('StoredState.step'))
/** Comes back once the page has done what it had to do before. */
const turn = (page: Page) => page.evaluate(() => {})

interface Tab {
  page: Page
  frames: Frames
}

async function openTab(page: Page): Promise<Tab> {
  const frames = new Frames(page)
  await visit(page, '/fields/stored')
  await page.evaluate(() => {
    const marks: (string | null)[] = []
    Object.assign(globalThis, { marks })
    addEventListener('storage', ({ key, newValue }) => {
      if (key === 'mark') marks.push(newValue)
    })
  })
  return { page, frames }
}

/** Resolves when each event of a tab is answered, and the page has the answers. */
async function answered({ page, frames }: Tab): Promise<void> {
  const isOpen = () => {
    const answers = new Set(
      frames.received.map((frame) => (frame.t === undefined ? frame.id : undefined))
    )
    return frames.sent.some((frame) => frame.t === 'event' && !answers.has(frame.id))
  }
  do await turn(page)
  while (isOpen())
}

/** Resolves when a tab has heard of all that another has stored: the browser tells it in order. */
async function hears(to: Tab, from: Tab, mark: string): Promise<void> {
  await from.page.evaluate((value) => localStorage.setItem('mark', value), mark)
  await to.page.waitForFunction(
    (value) => (globalThis as never as { marks: string[] }).marks.includes(value),
    mark
  )
}

/** Resolves when nothing is under way between two tabs. */
async function settled(one: Tab, two: Tab): Promise<void> {
  const sent = () => one.frames.sent.length + two.frames.sent.length
  let before: number
  let round = 0
  do {
    before = sent()
    await answered(one)
    await answered(two)
    await hears(two, one, `one ${round}`)
    await hears(one, two, `two ${round}`)
    await answered(one)
    await answered(two)
    round++
  } while (sent() !== before)
}

/** What one waits for between two clicks. */
const GAPS: Record<string, (tab: Tab, other: Tab, value: number) => Promise<unknown>> = {
  'at once': async () => {},
  'when the server was told of the one before': async ({ page, frames }, _, value) => {
    do await turn(page)
    while (frames.sent.filter(({ t }) => t === 'event').length < value)
  },
  'when the one before is stored': ({ page }, _, value) =>
    page.waitForFunction(
      (text) => localStorage.getItem('StoredState.step') === text,
      String(value)
    ),
  'when the other tab shows the one before': (_, { page }, value) => step(page, value),
}

test.group('A var in the storage of two tabs, on a slow line', (group) => {
  group.tap((each) => each.timeout(60_000))

  async function open(): Promise<[Tab, Tab]> {
    const line = await Line.to(baseUrl(), { latency: 40 })
    const page = await openPage({ baseURL: line.url })
    const tab = await openTab(page)
    return [tab, await openTab(await page.context().newPage())]
  }

  for (const [gap, passes] of Object.entries(GAPS)) {
    test(`is the last that was written, ${gap}`, async ({ assert }) => {
      const [tab, other] = await open()
      for (let value = 1; value <= 5; value++) {
        await tab.page.getByRole('button', { name: `Step ${value}` }).click()
        await passes(tab, other, value)
      }
      await step(tab.page, 5)
      await step(other.page, 5)
      // Whatever is under way arrives, and changes nothing
      await settled(tab, other)
      await step(tab.page, 5)
      await step(other.page, 5)
      assert.equal(await stored(other.page), '5')
    })
  }

  test('is the same in both when they write by turns', async ({ assert }) => {
    const [tab, other] = await open()
    for (let round = 0; round < 4; round++) {
      await tab.page.getByRole('button', { name: 'Next' }).click()
      await other.page.getByRole('button', { name: 'Next' }).click()
    }
    await settled(tab, other)
    const last = await stored(tab.page)
    await step(tab.page, Number(last))
    await step(other.page, Number(last))
    assert.equal(await stored(other.page), last)
  })
})

test.group('A value that is too long', (group) => {
  group.tap((each) => each.timeout(60_000))

  test('for the storage is told on the page', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const warnings: string[] = []
    page.on('console', (message) => warnings.push(message.text()))
    await visit(page, '/fields/stored')
    await page.getByRole('button', { name: 'Fill' }).click()
    await page.getByText('step 0, 6000000 characters').waitFor()
    const message =
      'StoredState.note is not stored: the browser has no room for 6000002 characters.'
    await page.getByText(message).waitFor()
    assert.include(warnings, `[reflex] ${message}`)
  })

  test('for a var without a validator is told when it comes back', async () => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/fields/stored')
    await page.getByRole('button', { name: 'Write' }).click()
    await page.getByText('step 0, 12000 characters').waitFor()
    const other = await page.context().newPage()
    await visit(other, '/fields/stored')
    await other
      .getByText('StoredState.note does not take what the browser has stored for it.')
      .waitFor()
  })

  test('for a cookie is told in the log, once', async ({ assert, cleanup }) => {
    const browser = new BrowserSession()
    const lines: unknown[][] = []
    const logger = await app.container.make(Logger)
    const { warn } = logger
    logger.warn = (...args: unknown[]) => void lines.push(args)
    cleanup(() => {
      logger.warn = warn
      browser.close()
    })
    const tab = await browser.open('/fields/stored')
    await tab.hello()
    await tab.call('StoredState', 'mark', 3_000)
    assert.lengthOf(lines, 0)
    for (const length of [4_100, 4_200]) await tab.call('StoredState', 'mark', length)
    assert.lengthOf(lines, 1)
    assert.containsSubset(lines[0][0], { var: 'StoredState.label' })
  })
})
