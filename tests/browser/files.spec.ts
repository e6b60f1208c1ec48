/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { GERMAN_LOGIN, logIn, openPage } from '../helpers/browser/main.ts'
import { violations } from '../helpers/browser/violations.ts'
import { baseUrl } from '../helpers/browser_session.ts'

async function windowOf(email: string, path: string, locale = 'en'): Promise<Page> {
  const page = await openPage({ baseURL: baseUrl(), locale })
  await page.goto(path)
  await logIn(page, email, locale === 'en' ? undefined : GERMAN_LOGIN)
  await page.waitForURL(`**${path}`)
  return page
}

/** A picture that looks like something, in a format of the rules. */
async function picture(page: Page, color: string): Promise<Buffer> {
  const url = await page.evaluate((fill) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 400 })
    const context = canvas.getContext('2d')!
    context.fillStyle = fill
    context.fillRect(0, 0, 600, 400)
    // Without it, nothing would be left to send
    const pixels = context.getImageData(0, 0, 600, 300)
    for (let at = 0; at < pixels.data.length; at += 4) pixels.data[at] = Math.random() * 255
    context.putImageData(pixels, 0, 100)
    return canvas.toDataURL('image/png')
  }, color)
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

/** Whether the browser can show a picture. */
async function isShown(page: Page, alt: string): Promise<boolean> {
  const image = page.getByRole('img', { name: alt, exact: true })
  return image.evaluate(async (element: HTMLImageElement) => {
    await element.decode()
    return element.naturalWidth > 0
  })
}

async function placeOrder(id: number): Promise<void> {
  const { id: user } = await db.from('users').where('email', 'shopper@example.com').firstOrFail()
  await db.table('orders').insert({
    ...{ id, user_id: user, recipient: 'Sam Shopper', address: '1 Wharf Road', city: 'Bristol' },
    ...{ region: 'uk', shipping: 0, total: 3_800, created_at: '2026-01-02 03:04:05' },
  })
  await db.table('order_items').insert({
    ...{ order_id: id, product_id: 1, name: 'Alder Pour-Over Kettle', price: 1_900, quantity: 2 },
  })
}

test.group('Files of the shop in Chromium', (group) => {
  group.tap((each) => each.timeout(120_000))
  group.each.setup(() => async () => {
    await db.from('product_pictures').delete()
    await db.from('orders').where('id', '>=', 900).delete()
  })

  test('pictures of a product are dropped, seen to move, cancelled, and shown in the shop', async ({
    assert,
  }) => {
    const page = await windowOf('admin@example.com', '/admin/products/1/edit')
    const section = page.getByRole('region', { name: 'Pictures' })
    const input = section.locator('input[type=file]')
    assert.equal(await input.getAttribute('accept'), '.jpg,.jpeg,.png,.webp')
    assert.deepEqual(await violations(page), [])

    const line = await page.context().newCDPSession(page)
    await line.send('Network.enable')
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 100_000 }
    await line.send('Network.emulateNetworkConditions', slow)
    const front = await picture(page, 'teal')
    await input.setInputFiles([{ name: 'front.png', mimeType: 'image/png', buffer: front }])
    const bar = section.getByRole('progressbar', { name: 'Progress of front.png' })
    const values = new Set<number>()
    while (values.size < 3) values.add(Number(await bar.getAttribute('value')))
    assert.deepEqual(
      [...values],
      [...values].toSorted((a, b) => a - b)
    )
    await section.getByRole('button', { name: 'Cancel front.png' }).click()
    await section.getByRole('alert').getByText('Cancelled').waitFor()
    const preview = section.getByRole('listitem').locator('img')
    assert.match((await preview.getAttribute('src'))!, /^blob:/)
    assert.deepEqual(await violations(page), [])
    await line.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 })
    await section.getByRole('button', { name: 'Send front.png again' }).click()
    await section.getByRole('img', { name: 'Picture 1' }).waitFor()
    assert.isTrue(await isShown(page, 'Picture 1'))

    const back = (await picture(page, 'gold')).toString('base64')
    await section.locator('.drop-zone').evaluate((zone, text) => {
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], 'back.png', { type: 'image/png' }))
      const init = { bubbles: true, cancelable: true, dataTransfer: transfer }
      zone.dispatchEvent(new DragEvent('drop', init))
    }, back)
    await section.getByRole('img', { name: 'Picture 2' }).waitFor()
    await input.setInputFiles([
      { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('a note') },
    ])
    await section.getByRole('alert').getByText('Invalid file extension txt').waitFor()

    await page.goto('/products/1')
    const name = 'Alder Pour-Over Kettle, picture 2'
    await page.getByRole('img', { name }).waitFor()
    assert.isTrue(await isShown(page, name))
    assert.deepEqual(await violations(page), [])
  })

  test('a file of an order is sent, and saved under its name', async ({ assert }) => {
    await placeOrder(900)
    const page = await windowOf('shopper@example.com', '/orders')
    const card = page.getByRole('article', { name: 'L-00900' })
    const bill = Buffer.from('%PDF-1.7\nThe bill of Jürgen')
    await card
      .locator('input[type=file]')
      .setInputFiles({ name: 'Rechnung für Jürgen.pdf', mimeType: 'application/pdf', buffer: bill })
    const button = card.getByTitle('Download Rechnung für Jürgen.pdf')
    await button.waitFor()
    assert.deepEqual(await violations(page), [])

    await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }))
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
    assert.equal(download.suggestedFilename(), 'Rechnung für Jürgen.pdf')
    assert.deepEqual(await readFile(await download.path()), bill)
    assert.equal(new URL(page.url()).pathname, '/orders')
    assert.isTrue(await page.evaluate(() => 'isSameDocument' in globalThis))

    await card.getByRole('button', { name: 'Remove Rechnung für Jürgen.pdf' }).click()
    await button.waitFor({ state: 'detached' })
  })

  test('a file of an order is sent in German', async () => {
    await placeOrder(901)
    const page = await windowOf('shopper@example.com', '/orders', 'de-DE')
    const card = page.getByRole('article', { name: 'L-00901' })
    await card.getByText('Dieser Bestellung eine Datei hinzufügen').waitFor()
    await card
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.exe', mimeType: '', buffer: Buffer.from('MZ') })
    const text = 'Diese Datei ist nicht erlaubt. Möglich sind: pdf, jpg, png'
    await card.getByRole('alert').getByText(text).waitFor()
  })

  test('all lines of orders are exported while the page stays', async ({ assert }) => {
    for (let id = 900; id < 903; id++) await placeOrder(id)
    const page = await windowOf('admin@example.com', '/admin/orders')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export all lines' }).click(),
    ])
    assert.equal(download.suggestedFilename(), 'order-lines.csv')
    const text = await readFile(await download.path(), 'utf8')
    const lines = text.split('\r\n').filter((each) => each.startsWith('L-009'))
    assert.lengthOf(lines, 3)
    assert.equal(
      lines[0],
      'L-00900,2026-01-02T03:04:05.000+00:00,Sam Shopper,Bristol,uk,Alder Pour-Over Kettle,19,2'
    )
    await page.getByRole('button', { name: 'Export all lines' }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/admin/orders')
  })
})
