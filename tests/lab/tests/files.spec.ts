/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { buffer } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import reflex from 'reflex-adonis/services/main'
import { REPORT, TABLE } from '#services/files'
import { Line } from '../../helpers/browser/line.ts'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { baseUrl } from '../../helpers/browser_session.ts'

interface Saved {
  name: string
  bytes: Buffer
}

/** What each event saves. */
const FILES: Record<string, Saved> = {
  text: { name: 'Übersicht 100%.csv', bytes: Buffer.from(TABLE) },
  bytes: { name: 'all.bin', bytes: Buffer.from(Uint8Array.from({ length: 1_024 }, (_, i) => i)) },
  empty: { name: 'empty.txt', bytes: Buffer.alloc(0) },
  markup: { name: 'bold.txt', bytes: Buffer.from('<b>bold</b>') },
  large: { name: 'large.bin', bytes: Buffer.alloc(5_000_000) },
  address: { name: 'by address.txt', bytes: Buffer.from(REPORT) },
  lead: { name: 'attached.txt', bytes: Buffer.from(REPORT) },
}

/** Presses a button, and waits until the browser has saved the file. */
async function save(page: Page, button: string): Promise<Saved> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
  const bytes = await buffer(await download.createReadStream())
  return { name: download.suggestedFilename(), bytes }
}

/** Counts on the page, which has to be the document that it was. */
async function count(page: Page, expected: number): Promise<void> {
  await page.getByRole('button', { name: /^Counted/ }).click()
  await page.getByRole('button', { name: `Counted ${expected}`, exact: true }).waitFor()
  if (!(await page.evaluate(() => 'isSameDocument' in globalThis))) {
    throw new Error('The page was loaded again')
  }
}

async function open(): Promise<Page> {
  const page = await openPage({ baseURL: baseUrl() })
  await visit(page, '/')
  await visit(page, '/files')
  await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }))
  return page
}

test.group('A file that an event sends', (group) => {
  group.tap((each) => each.timeout(120_000))

  for (const [event, file] of Object.entries(FILES)) {
    test(`is saved as it is, and again, and the page goes on: ${event}`, async ({ assert }) => {
      const page = await open()
      const length = await page.evaluate(() => history.length)
      let counted = 0
      for (const button of [`Save ${event}`, `Form ${event}`, `Save ${event}`]) {
        const { name, bytes } = await save(page, button)
        assert.equal(name, file.name)
        assert.isTrue(bytes.equals(file.bytes), `${bytes.length} bytes by "${button}"`)
        await count(page, ++counted)
      }
      assert.equal(await page.evaluate(() => history.length), length)
      assert.match(page.url(), /\/files$/)
      await page.goBack()
      await page.waitForURL(baseUrl() + '/')
    })
  }

  test('is saved from a page that was left and is shown again', async ({ assert }) => {
    const page = await open()
    await save(page, 'Save text')
    await page.getByRole('link', { name: 'Home' }).click()
    await page.waitForURL(baseUrl() + '/')
    await page.goBack()
    await count(page, 1)
    for (const button of ['Save bytes', 'Save lead', 'Save address']) {
      const { name } = await save(page, button)
      assert.equal(name, FILES[button.slice('Save '.length)].name)
    }
    await count(page, 2)
  })

  for (const [event, isLost] of [
    ['text', false],
    // More than is kept for a browser that does not have it yet
    ['large', true],
  ] as const) {
    test(`${isLost ? 'is said to be lost' : 'is saved'} when the line breaks under it: ${event}`, async ({
      assert,
    }) => {
      const line = await Line.to(baseUrl())
      const page = await openPage({ baseURL: line.url })
      await visit(page, '/files')
      await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }))
      await count(page, 1)
      const downloads: string[] = []
      page.on('download', (download) => void downloads.push(download.suggestedFilename()))
      const ran = () =>
        reflex
          .metrics()
          .events.figures.filter((figures) => figures.event === event)
          .reduce((sum, { time }) => sum + time.count, 0)
      const before = ran()
      line.hold()
      await page.getByRole('button', { name: `Save ${event}`, exact: true }).click()
      while (ran() === before) await setTimeout(20)
      line.cut()
      line.mend()
      if (isLost)
        await page.getByText('It is not known whether your last change was made').waitFor()
      else while (downloads.length === 0) await setTimeout(20)
      await count(page, 2)
      assert.deepEqual(downloads, isLost ? [] : [FILES[event].name])
    })
  }

  test('is saved by a form without its script', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), javaScriptEnabled: false })
    await page.goto('/files')
    for (const [event, file] of Object.entries(FILES)) {
      // A redirect to an address says by its headers what the file is called, and so does the address
      if (event === 'address') continue
      for (const round of ['first', 'second']) {
        const { name, bytes } = await save(page, `Form ${event}`)
        assert.equal(name, file.name, `${event}, ${round}`)
        assert.isTrue(bytes.equals(file.bytes), `${event}, ${round}`)
      }
    }
    assert.match(page.url(), /\/files$/)
  })
})
