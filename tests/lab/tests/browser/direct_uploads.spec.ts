/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { openPage, visit } from '../../../helpers/browser/main.ts'
import { openBucket } from '../../../helpers/bucket/main.ts'
import type { Bucket } from '../../../helpers/bucket/main.ts'
import { baseUrl } from '../../../helpers/browser_session.ts'
import { png } from '../../../helpers/uploads/raw_upload.ts'

const file = (name: string, buffer: Buffer, mimeType = 'image/png') => ({ name, mimeType, buffer })

const status = (page: Page, of: string) =>
  page.getByRole('region', { name: 'Any' }).locator(`li[data-status=${of}]`)

const chosen = (page: Page) => page.getByLabel('Any').and(page.locator('input'))

test.group('Uploads to a bucket in Chromium', (group) => {
  let bucket: Bucket

  group.tap((each) => each.timeout(120_000))
  group.setup(async () => {
    bucket = await openBucket()
    return () => bucket.close()
  })
  group.each.setup(() => {
    bucket.objects.clear()
    return () => {
      bucket.ahead = 0
      bucket.before = () => {}
    }
  })

  /** A page, and the addresses that it sends bytes to. */
  async function open(): Promise<{ page: Page; asked: string[] }> {
    const page = await openPage({ baseURL: baseUrl() })
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.method() !== 'GET')
        asked.push(`${request.method()} ${request.url().split('?')[0]}`)
    })
    await visit(page, '/direct')
    return { page, asked }
  }

  /** The one object that is left. */
  async function kept(page: Page): Promise<Buffer> {
    const key = page.locator('#keys').filter({ hasText: /\w/ })
    await key.waitFor()
    return bucket.objects.get(await key.innerText())!.bytes
  }

  test('send a form with a file, whose bytes the application never has', async ({ assert }) => {
    const { page, asked } = await open()
    const bytes = png(1_500_000)
    await page.getByLabel('Picture', { exact: true }).setInputFiles(file('me.png', bytes))
    await page.getByRole('button', { name: 'Send picture' }).click()
    assert.isTrue((await kept(page)).equals(bytes))
    assert.lengthOf(asked, 1)
    assert.match(asked[0], /^PUT http:\/\/localhost:\d+\/lab\/reflex-uploads\//)
    assert.lengthOf(bucket.keys(), 1)
  })

  test('show how far they are, and are cancelled', async ({ assert }) => {
    const { page } = await open()
    const line = await page.context().newCDPSession(page)
    await line.send('Network.enable')
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 600_000 }
    await line.send('Network.emulateNetworkConditions', slow)
    const bytes = randomBytes(6_000_000)
    await chosen(page).setInputFiles(file('x.bin', bytes, ''))
    const bar = page.getByRole('region', { name: 'Any' }).locator('progress')
    const values = new Set<number>()
    while (values.size < 4) values.add(Number(await bar.getAttribute('value')))
    assert.deepEqual(
      [...values],
      [...values].toSorted((a, b) => a - b)
    )
    assert.isBelow([...values].at(-1)!, 100)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await status(page, 'cancelled').waitFor()
    assert.deepEqual(bucket.keys(), [])

    await line.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 })
    await page.getByRole('button', { name: 'Retry' }).click()
    assert.isTrue((await kept(page)).equals(bytes))
  })

  test('begin anew where the line was cut, or the address was too old', async ({ assert }) => {
    const { page, asked } = await open()
    const bytes = randomBytes(2_000_000)
    const headers = { 'access-control-allow-origin': '*' }
    let count = 0
    await page.route('**/lab/reflex-uploads/**', async (route) => {
      count++
      if (count === 1) return route.abort('connectionreset')
      if (count === 2) return route.fulfill({ status: 503, headers })
      // The third one comes too late
      bucket.ahead = count === 3 ? 3_601_000 : 0
      return route.continue()
    })
    await chosen(page).setInputFiles(file('x.bin', bytes, ''))
    assert.isTrue((await kept(page)).equals(bytes))
    assert.lengthOf(asked, 4)
    assert.lengthOf(bucket.keys(), 1)
  })

  test('say that one is a script, which its name does not', async ({ assert }) => {
    const { page } = await open()
    const script = Buffer.from('<script>alert(1)</script>'.repeat(400))
    await page.getByLabel('Picture', { exact: true }).setInputFiles(file('me.png', script))
    await page.getByRole('button', { name: 'Send picture' }).click()
    await page.getByRole('alert').getByText('Invalid file extension').waitFor()
    assert.deepEqual(bucket.keys(), [])
  })

  test('work without a script, through the application', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), javaScriptEnabled: false })
    await page.goto('/direct')
    const bytes = png()
    await page.getByLabel('Picture', { exact: true }).setInputFiles(file('me.png', bytes))
    await page.getByRole('button', { name: 'Send picture' }).click()
    assert.isTrue((await kept(page)).equals(bytes))
  })
})
