/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Browser, Page } from 'playwright-core'

/** Pixels of each of the two windows, as their pages see them. */
const WINDOW = { width: 960, height: 750 }

/** Pixels of a window on the picture. */
const SHOWN = { width: 640, height: 500 }

/** Pixels between the windows and around them. */
const GAP = 20

/** What an administrator of the demo looks for, and customers look at. */
const PRODUCT = 'lantern'

/** Waits until nothing moves on a page any more. */
async function rest(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.waitForLoadState('networkidle')
}

async function openShop(page: Page): Promise<void> {
  await page.goto(`/products?search=${PRODUCT}`)
  await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
  await rest(page)
}

async function openOffice(page: Page): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Email').fill('admin@example.com')
  await page.getByLabel('Password').fill('secret123')
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/login')
  await page.goto(`/admin/products?search=${PRODUCT}`)
  await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
  await rest(page)
}

/** Both windows side by side, each as an image. */
function desk(windows: readonly Buffer[]): string {
  const images = windows.map(
    (image) => `<img src="data:image/png;base64,${image.toString('base64')}">`
  )
  return `<style>
    body { margin: 0; padding: ${GAP}px; display: flex; gap: ${GAP}px; background: #e9e7f8 }
    img { display: block; width: ${SHOWN.width}px; border-radius: 8px; box-shadow: 0 0 0 1px #c9c5e6 }
  </style>${images.join('')}`
}

/**
 * Takes the picture of the demo: the shop as a visitor sees it, beside its back office.
 *
 * @param url - where the demo is served
 * @returns a PNG
 */
export async function takePicture(browser: Browser, url: string): Promise<Buffer> {
  const windows = []
  for (const open of [openShop, openOffice]) {
    const context = await browser.newContext({ baseURL: url, viewport: WINDOW })
    const page = await context.newPage()
    await open(page)
    windows.push(await page.screenshot({ animations: 'disabled' }))
    await context.close()
  }
  const viewport = { width: 2 * SHOWN.width + 3 * GAP, height: SHOWN.height + 2 * GAP }
  const page = await browser.newPage({ viewport })
  await page.setContent(desk(windows))
  const picture = await page.screenshot()
  await page.close()
  return picture
}
