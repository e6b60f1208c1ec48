/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash, randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { openPage, visit } from '../../../helpers/browser/main.ts'
import { baseUrl } from '../../../helpers/browser_session.ts'
import { png, waitingFiles } from '../../../helpers/uploads/raw_upload.ts'
import type { SeenFile } from '#states/uploads_state'

const file = (name: string, buffer: Buffer, mimeType = 'image/png') => ({ name, mimeType, buffer })
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function open(): Promise<Page> {
  const page = await openPage({ baseURL: baseUrl() })
  await visit(page, '/uploads')
  return page
}

/** What the last event has seen, when it has seen so many files. */
async function seen(page: Page, count = 1): Promise<SeenFile[]> {
  const output = page.locator('#seen')
  await output.filter({ hasText: new RegExp(`^\\[(\\{[^}]*\\},?){${count}}\\]$`) }).waitFor()
  return JSON.parse(await output.innerText()) as SeenFile[]
}

const status = (page: Page, section: string, of: string) =>
  page.getByRole('region', { name: section }).locator(`li[data-status=${of}]`)

/** Nothing is left on disk. */
async function emptied(): Promise<void> {
  while ((await waitingFiles()).length > 0) await setTimeout(5)
}

/** The page has stayed the document that it was. */
async function counts(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Counted 0' }).click()
  await page.getByRole('button', { name: 'Counted 1' }).waitFor()
}

test.group('Uploads in Chromium', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('send a form with a file', async ({ assert }) => {
    const page = await open()
    const bytes = png(3_000_00)
    await page.getByLabel('Title').fill('Me and you')
    await page.getByLabel('Picture', { exact: true }).setInputFiles(file('me.png', bytes))
    await page.getByRole('button', { name: 'Send picture' }).click()
    await page.locator('#sent').getByText('Me and you').waitFor()
    const [{ name, size, extname, hash }] = await seen(page)
    assert.deepEqual([name, size, extname, hash], ['me.png', bytes.length, 'png', hashOf(bytes)])
    await emptied()
    await counts(page)
  })

  test('show in a form why a file was refused, before its first byte', async ({ assert }) => {
    const page = await open()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.getByLabel('Title').fill('Me and you')
    await page.getByLabel('Picture', { exact: true }).setInputFiles(file('me.gif', png()))
    await page.getByRole('button', { name: 'Send picture' }).click()
    await page.getByRole('alert').getByText('Invalid file extension gif').waitFor()
    assert.notInclude(asked.join(), '/_event/uploads')
    // What was entered stays
    assert.equal(await page.getByLabel('Title').inputValue(), 'Me and you')
    await counts(page)
  })

  test('send a form without its file, which the rules require', async () => {
    const page = await open()
    await page.getByLabel('Title').fill('Me and you')
    await page.getByRole('button', { name: 'Send picture' }).click()
    await page.getByRole('alert').getByText('The picture field must be defined').waitFor()
  })

  test('send several that were chosen together, with previews', async ({ assert }) => {
    const page = await open()
    const input = page.getByRole('region', { name: 'Pictures' }).locator('input')
    assert.equal(await input.getAttribute('accept'), '.png')
    assert.isTrue(await input.evaluate((element: HTMLInputElement) => element.multiple))
    const names = ['a.png', 'b.png', 'c.png']
    await input.setInputFiles(names.map((name, index) => file(name, png(1_000 + index))))
    const all = await seen(page, 3)
    assert.deepEqual(
      all.map(({ name }) => name),
      names
    )
    await status(page, 'Pictures', 'done').nth(2).waitFor()
    assert.match((await page.getByRole('img').first().getAttribute('src'))!, /^blob:/)
    await emptied()
  })

  test('send the others where one is refused', async ({ assert }) => {
    const page = await open()
    const input = page.getByRole('region', { name: 'Pictures' }).locator('input')
    await input.setInputFiles([
      file('a.png', png()),
      file('b.txt', Buffer.from('a text'), 'text/plain'),
      file('c.png', png()),
    ])
    const all = await seen(page, 2)
    assert.deepEqual(
      all.map(({ name }) => name),
      ['a.png', 'c.png']
    )
    await status(page, 'Pictures', 'failed').getByText('Invalid file extension txt').waitFor()
  })

  test('say that one is a script, which its name does not', async () => {
    const page = await open()
    const input = page.getByRole('region', { name: 'Pictures' }).locator('input')
    await input.setInputFiles(file('a.png', Buffer.from('<script>alert(1)</script>'.repeat(400))))
    await status(page, 'Pictures', 'failed').getByText('Invalid file extension').waitFor()
    await emptied()
    await counts(page)
  })

  test('come by dragging and by pasting', async ({ assert }) => {
    const page = await open()
    for (const kind of ['drop', 'paste'] as const) {
      await page.getByRole('region', { name: 'Pictures' }).evaluate((zone, type) => {
        const transfer = new DataTransfer()
        transfer.items.add(
          new File(
            [Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82])],
            `${type}.png`
          )
        )
        const init = { bubbles: true, cancelable: true }
        zone.dispatchEvent(
          type === 'drop'
            ? new DragEvent('drop', { ...init, dataTransfer: transfer })
            : new ClipboardEvent('paste', { ...init, clipboardData: transfer })
        )
      }, kind)
      await page.locator('#seen').getByText(`${kind}.png`).waitFor()
    }
    assert.equal(await status(page, 'Pictures', 'done').count(), 2)
  })

  test('show how far they are, and are cancelled', async ({ assert }) => {
    const page = await open()
    const line = await page.context().newCDPSession(page)
    await line.send('Network.enable')
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 600_000 }
    await line.send('Network.emulateNetworkConditions', slow)
    const bytes = randomBytes(6_000_000)
    await page
      .getByLabel('Any')
      .and(page.locator('input'))
      .setInputFiles(file('x.bin', bytes, ''))
    const bar = page.getByRole('region', { name: 'Any' }).locator('progress')
    const values = new Set<number>()
    while (values.size < 4) values.add(Number(await bar.getAttribute('value')))
    const all = [...values]
    assert.deepEqual(
      all,
      all.toSorted((a, b) => a - b)
    )
    assert.isBelow(all.at(-1)!, 100)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.getByRole('button', { name: 'Cancel' }).click()
    await status(page, 'Any', 'cancelled').waitFor()
    await emptied()
    await counts(page)
    assert.deepEqual(asked, [])

    await line.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 })
    await page.getByRole('button', { name: 'Retry' }).click()
    assert.equal((await seen(page))[0].hash, hashOf(bytes))
  })

  test('go on at the byte where the line was cut', async ({ assert }) => {
    const page = await open()
    const bytes = randomBytes(4_000_000)
    const offsets: (string | undefined)[] = []
    await page.route('**/_event/uploads', async (route) => {
      const { 'upload-offset': offset } = await route.request().allHeaders()
      offsets.push(offset)
      if (offsets.length === 2 || offsets.length === 3) await route.abort('connectionreset')
      else await route.continue()
    })
    await page
      .getByLabel('Any')
      .and(page.locator('input'))
      .setInputFiles(file('x.bin', bytes, ''))
    assert.equal((await seen(page))[0].hash, hashOf(bytes))
    const [first, second, ...rest] = offsets
    assert.deepEqual([first, second], ['0', '1048576'])
    assert.deepEqual(rest, [undefined, undefined, '1048576', '2097152', '3145728'])
  })

  test('work without a script', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), javaScriptEnabled: false })
    await page.goto('/uploads')
    await page.getByLabel('Title').fill('Me and you')
    await page.getByLabel('Picture', { exact: true }).setInputFiles(file('me.png', png()))
    await page.getByRole('button', { name: 'Send picture' }).click()
    assert.equal((await seen(page))[0].name, 'me.png')
    await page
      .getByLabel('Picture', { exact: true })
      .setInputFiles(file('me.txt', Buffer.from('x')))
    await page.getByRole('button', { name: 'Send picture' }).click()
    await page.getByRole('alert').getByText('Invalid file extension').waitFor()
  })
})
