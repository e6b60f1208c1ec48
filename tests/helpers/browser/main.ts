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

/** Milliseconds that opening and closing may take on a machine that is busy. */
const ANSWER = 40_000

let running: Promise<Browser> | undefined

/**
 * The one browser of this process. It is launched by the first test that wants it, and again when
 * it has crashed: that fails one test, not all that come after it.
 */
export async function browser(): Promise<Browser> {
  const launched = await (running ??= launch())
  if (launched.isConnected()) return launched
  running = undefined
  return browser()
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
 * Waits for what the browser is asked for beyond a page. One that does not answer is left alone, so
 * that the next test has another.
 */
async function answered<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      void closeBrowser().catch(() => {})
      reject(new Error(`The browser has not answered within ${ANSWER / 1_000} s`))
    }, ANSWER)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
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
  const context = await answered(shared.newContext(options))
  // Less than a test has: what did not come is told by the step that waited for it
  context.setDefaultTimeout(50_000)
  const page = await context.newPage()
  const uncaught: Error[] = []
  context.on('weberror', (error) => {
    if (!expected?.test(error.error().message)) uncaught.push(error.error())
  })

  getActiveTestOrFail().cleanup(async () => {
    await answered(context.close())
    if (uncaught.length > 0) throw uncaught[0]
  })
  return page
}

/** What the form of the login says in English: its fields, and its button. */
const LOGIN = ['Email', 'Password', 'Log in'] as const

/** The same in German. */
export const GERMAN_LOGIN = ['E-Mail', 'Passwort', 'Anmelden'] as const

/**
 * Logs in with the form of the shop, which is where whoever may not see a page is sent.
 *
 * @param texts - of the form, in another language
 */
export async function logIn(
  page: Page,
  name = 'shopper@example.com',
  [email, password, submit]: readonly [email: string, password: string, submit: string] = LOGIN
): Promise<void> {
  await page.getByLabel(email).fill(name)
  await page.getByLabel(password).fill('secret123')
  await page.getByRole('button', { name: submit, exact: true }).click()
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
