/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Logger } from '@adonisjs/core/logger'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { Line } from '../../helpers/browser/line.ts'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'

const step = (page: Page, value: number) => page.getByText(`step ${value},`).waitFor()
const stored = (page: Page) => page.evaluate(() => localStorage.getItem('StoredState.step'))

test.group('A var in the storage of two tabs, on a slow line', (group) => {
  group.tap((each) => each.timeout(60_000))

  async function open(): Promise<[Page, Page]> {
    const line = await Line.to(baseUrl(), { latency: 40 })
    const page = await openPage({ baseURL: line.url })
    await visit(page, '/fields/stored')
    const other = await page.context().newPage()
    await visit(other, '/fields/stored')
    return [page, other]
  }

  for (const gap of [20, 60, 120]) {
    test(`is the last that was written, ${gap} ms after the one before`, async ({ assert }) => {
      const [page, other] = await open()
      for (let value = 1; value <= 5; value++) {
        await page.getByRole('button', { name: `Step ${value}` }).click()
        await page.waitForTimeout(gap)
      }
      await step(page, 5)
      await step(other, 5)
      // Whatever is under way arrives, and changes nothing
      await page.waitForTimeout(400)
      await step(page, 5)
      await step(other, 5)
      assert.equal(await stored(other), '5')
    })
  }

  test('is the same in both when they write by turns', async ({ assert }) => {
    const [page, other] = await open()
    for (let round = 0; round < 4; round++) {
      await page.getByRole('button', { name: 'Next' }).click()
      await page.waitForTimeout(30)
      await other.getByRole('button', { name: 'Next' }).click()
      await page.waitForTimeout(30)
    }
    await page.waitForTimeout(800)
    const last = await stored(page)
    await step(page, Number(last))
    await step(other, Number(last))
    assert.equal(await stored(other), last)
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
