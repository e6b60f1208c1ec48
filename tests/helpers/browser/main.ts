/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { getActiveTestOrFail } from '@japa/runner'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { unpackChromium } from './chromium.ts'

/** Browsers that a machine may have, by Playwright's names. */
const INSTALLED = ['chrome', 'chromium', 'msedge']

async function launch(): Promise<Browser> {
  if (process.platform === 'linux' && process.arch === 'x64') {
    return chromium.launch(await unpackChromium())
  }
  for (const channel of INSTALLED) {
    const found = await chromium.launch({ channel }).catch(() => undefined)
    if (found) return found
  }
  throw new Error(
    `No browser for the tests on ${process.platform} ${process.arch}: install Google Chrome`
  )
}

let running: Promise<Browser> | undefined

/**
 * The one browser of this process. It is launched by the first test that wants it.
 */
export function browser(): Promise<Browser> {
  return (running ??= launch())
}

/**
 * Closes the browser, when there is one.
 */
export async function closeBrowser(): Promise<void> {
  const closing = running
  running = undefined
  const open = await closing
  await open?.close()
}

/**
 * Opens a page with cookies and storage of its own. It is closed when the running test ends, and
 * an exception that nobody caught on the page fails the test.
 *
 * @param expected - exceptions that are part of the test
 *
 * @example
 * const page = await openPage({ baseURL: url })
 * await page.goto('/cart')
 */
export async function openPage(
  options: BrowserContextOptions = {},
  expected?: RegExp
): Promise<Page> {
  const shared = await browser()
  const context = await shared.newContext(options)
  // Less than a test has: what did not come is told by the step that waited for it
  context.setDefaultTimeout(50_000)
  const page = await context.newPage()
  const uncaught: Error[] = []
  context.on('weberror', (error) => {
    if (!expected?.test(error.error().message)) uncaught.push(error.error())
  })

  getActiveTestOrFail().cleanup(async () => {
    await context.close()
    if (uncaught.length > 0) throw uncaught[0]
  })
  return page
}

/**
 * Logs in with the form of the shop, which is where whoever may not see a page is sent.
 */
export async function logIn(page: Page, email = 'shopper@example.com'): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('secret123')
  await page.getByRole('button', { name: 'Log in' }).click()
}

/**
 * Loads a page and waits until React has taken it up, so that nothing done to it is lost.
 */
export async function visit(page: Page, path: string): Promise<void> {
  await Promise.all([
    page.waitForEvent('websocket', (socket) => socket.url().endsWith('/_event')),
    page.goto(path),
  ])
}

/**
 * Holds back what a page asks for.
 *
 * @returns lets it go on
 */
export async function hold(page: Page, pattern: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(pattern, async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}
