/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import type { Page, Route, WebSocket } from 'playwright-core'
import { hold, openPage } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

const ENTRY = '**/resources/app.tsx'

/** Errors and warnings that the page writes to its console. */
function complaints(page: Page): string[] {
  const messages: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) messages.push(message.text())
  })
  return messages
}

/** Resolves when the socket of the page has got its welcome. */
function welcomed(page: Page): Promise<Record<string, unknown>> {
  const { promise, resolve } = Promise.withResolvers<Record<string, unknown>>()
  page.on('websocket', (socket: WebSocket) => {
    socket.on('framereceived', ({ payload }) => {
      const text = payload.toString()
      if (text.includes('"t":"welcome"')) resolve(JSON.parse(text) as Record<string, unknown>)
    })
  })
  return promise
}

async function logIn(page: Page): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Email').fill('shopper@example.com')
  await page.getByLabel('Password').fill('secret123')
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await page.getByTitle('Sam Shopper').waitFor()
}

/** What the database was asked, from now on. */
async function countQueries(cleanup: (end: () => void) => void): Promise<string[]> {
  const db = await app.container.make('lucid.db')
  const client = db.connection().getWriteClient()
  const queries: string[] = []
  const note = ({ sql }: { sql: string }) => queries.push(sql)
  client.on('query', note)
  cleanup(() => void client.removeListener('query', note))
  return queries
}

test.group('The demo without JavaScript', () => {
  test('shows the data of every page', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), javaScriptEnabled: false })
    await page.goto('/')
    await page.locator('.product-card').first().waitFor()
    await page.goto('/products')
    assert.isAbove(await page.locator('.product-table [data-product]').count(), 20)
    await page.locator('.product-table a').first().click()
    await page.getByRole('button', { name: 'Add to cart' }).waitFor()
    await page.goto('/about')
    assert.match(await page.locator('[data-fact=request]').innerText(), /.{10}/)
    await page.goto('/guest-cart')
    await page.getByText('Your cart is empty').waitFor()

    await logIn(page)
    await page.goto('/orders')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.goto('/cart')
    await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor()
  })

  test('takes a guest from the first product to an order', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), javaScriptEnabled: false })
    await page.goto('/products/3')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.waitForURL('**/products/3')
    await page.getByText(/ added$/).waitFor()
    await page.getByRole('link', { name: 'Cart, 1 item' }).click()
    await page.getByRole('link', { name: 'Log in and order' }).click()

    await page.getByLabel('Email').fill('shopper@example.com')
    await page.getByLabel('Password').fill('secret123')
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await page.waitForURL('**/cart')

    await page.getByLabel('Name').fill('Robin')
    await page.getByLabel('Street and number').fill('1')
    await page.getByRole('button', { name: 'Place order' }).click()
    await page.getByText('Your street and number needs at least 5 characters').waitFor()
    assert.equal(await page.getByLabel('Name').inputValue(), 'Robin')
    assert.equal(await page.getByLabel('Street and number').inputValue(), '1')

    await page.getByLabel('Street and number').fill('1 Lantern Lane')
    await page.getByLabel('Town').fill('Wick')
    await page.getByRole('button', { name: 'Place order' }).click()
    await page.waitForURL('**/orders')
    await page.getByText('is on its way').waitFor()

    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByText('You are logged out').waitFor()
    await page.getByRole('link', { name: 'Log in' }).waitFor()
  })

  test('says what is wrong with a field', async () => {
    const page = await openPage({ baseURL: baseUrl(), javaScriptEnabled: false })
    await page.goto('/about')
    await page.getByLabel('Your guess').fill('many')
    await page.getByRole('button', { name: 'Guess' }).click()
    await page.locator('#guess-error').waitFor()
    await page.getByLabel('Your guess').fill('50')
    await page.getByRole('button', { name: 'Guess' }).click()
    await page.getByText(/^50 is /).waitFor()
  })
})

test.group('The first paint in Chromium', () => {
  for (const path of [
    '/',
    '/products',
    '/products/3',
    '/about',
    '/guest-cart',
    '/cart',
    '/orders',
  ]) {
    test(`hydrates ${path} without a complaint, and moves nothing`, async ({ assert }) => {
      const page = await openPage({ baseURL: baseUrl() })
      if (path === '/cart' || path === '/orders') await logIn(page)
      const messages = complaints(page)
      const welcome = welcomed(page)
      await page.addInitScript(() => {
        interface LayoutShift extends PerformanceEntry {
          value: number
          sources: { node?: Node }[]
        }
        const shifts: [number, ...string[]][] = []
        Object.assign(globalThis, { shifts })
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries() as LayoutShift[]) {
            const moved = sources.map(({ node }) => (node as Element | undefined)?.outerHTML)
            shifts.push([value, ...moved.map((html) => String(html).slice(0, 200))])
          }
        }).observe({ type: 'layout-shift', buffered: true })
      })
      await page.goto(path)
      const { resumed, snapshot } = await welcome
      assert.isTrue(resumed)
      assert.isUndefined(snapshot)
      await page.waitForFunction(() => !('__reflexEarlyEvents' in window))
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      )
      assert.deepEqual(await page.evaluate('shifts'), [])
      assert.deepEqual(messages, [])
    })
  }

  test('needs one run of onLoad: the socket asks the database for nothing', async ({
    assert,
    cleanup,
  }) => {
    const queries = await countQueries(cleanup)
    await fetch(`${baseUrl()}/products`)
    const ofOneLoad = queries.splice(0)
    assert.isAbove(ofOneLoad.length, 0)

    const page = await openPage({ baseURL: baseUrl() })
    const welcome = welcomed(page)
    await page.goto('/products')
    await welcome
    await page.waitForFunction(() => !('__reflexEarlyEvents' in window))
    assert.deepEqual(queries, ofOneLoad)
  })

  test('has the data after one round trip: before any script has come', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    // A browser that has the style sheet of the build in its cache
    const css = await (await fetch(`${baseUrl()}/resources/css/app.css?direct`)).text()
    await page.route('**/app.css', (route) => route.fulfill({ contentType: 'text/css', body: css }))
    const release = await hold(page, '**/*.{ts,tsx}')
    const devTools = await page.context().newCDPSession(page)
    await devTools.send('Network.enable')
    await devTools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 300,
      downloadThroughput: -1,
      uploadThroughput: -1,
    })
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        const [paint] = list.getEntriesByName('first-contentful-paint')
        if (!paint) return
        const { body } = document
        Object.assign(globalThis, { painted: { products: body.innerText.includes('Add to cart') } })
      }).observe({ type: 'paint', buffered: true })
    })
    await page.goto('/products/3', { waitUntil: 'commit' })
    await page.waitForFunction('globalThis.painted')
    assert.deepEqual(await page.evaluate('painted'), { products: true })
    const scripts = await page.evaluate(
      () =>
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => /\.tsx?$/.test(new URL(name).pathname)).length
    )
    assert.equal(scripts, 0)

    release()
    await page.waitForFunction(() => !('__reflexEarlyEvents' in window))
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('link', { name: 'Cart, 1 item' }).waitFor()
  })
})

test.group('Before the script is ready', () => {
  test('clicks, submits and entries are kept and happen then, each once', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const release = await hold(page, ENTRY)
    await page.goto('/about', { waitUntil: 'commit' })
    const count = page.getByRole('button', { name: 'Add 1', exact: true })
    await count.click()
    await count.click()
    await page.getByLabel('Your guess').fill('50')
    await page.getByRole('button', { name: 'Guess' }).click()
    await page.getByLabel('Deliver to').selectOption('uk')
    assert.equal(await page.locator('output.counter').innerText(), '0')

    release()
    await page.getByText(/^50 is /).waitFor()
    await page.getByText('We deliver to').waitFor()
    await page.locator('output.counter', { hasText: '2' }).waitFor()
    assert.equal(await page.getByLabel('Deliver to').inputValue(), 'uk')
    assert.isTrue(page.url().endsWith('/about'))
  })

  test('an entry in a field that React controls is told when React listens', async () => {
    const page = await openPage({ baseURL: baseUrl() })
    const release = await hold(page, ENTRY)
    await page.goto('/products', { waitUntil: 'commit' })
    await page.getByPlaceholder('Search products').fill('zzzz')
    release()
    await page.locator('.product-table [data-product]').first().waitFor({ state: 'detached' })
  })

  test('a form is posted over plain HTTP when the script cannot be had', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const failed = Promise.withResolvers<Route>()
    await page.route(ENTRY, (route) => failed.resolve(route))
    await page.goto('/products/3', { waitUntil: 'commit' })
    await page.getByRole('button', { name: 'Add to cart' }).click()
    const posted = page.waitForRequest((request) => request.method() === 'POST')
    await (await failed.promise).abort()
    assert.equal((await posted).resourceType(), 'document')
    await page.getByRole('link', { name: 'Cart, 1 item' }).waitFor()
  })
})
