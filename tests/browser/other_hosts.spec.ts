/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import getPort from 'get-port'
import type { Frame, Page } from 'playwright-core'
import { demoRoot } from '../../bin/support/processes.ts'
import { RECORDING_VARIABLE } from '../../src/features/devtools/main.ts'
import { AssetHost } from '../helpers/asset_host.ts'
import { logIn, openPage, visit } from '../helpers/browser/main.ts'
import { BuiltDemo } from '../helpers/built_demo.ts'
import { assertNoServerCode } from '../helpers/public_files.ts'

/** What a browser refuses to load or to run is told in its console only. */
function complaints(page: Page): string[] {
  const found: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') found.push(message.text())
  })
  return found
}

/** Opens a socket from the page, and says what came of it. */
function openSocket(page: Page | Frame, url: string): Promise<string> {
  return page.evaluate((address) => {
    return new Promise<string>((resolve) => {
      const socket = new WebSocket(address)
      socket.onopen = () => resolve('open')
      socket.onerror = () => resolve('refused')
    })
  }, url)
}

/** Brings something to the cookie endpoint from the page, and says what came of it. */
function postTicket(page: Page | Frame, url: string): Promise<string> {
  return page.evaluate(async (address) => {
    const init: RequestInit = { method: 'POST', body: 'x', credentials: 'include' }
    const response = await fetch(address, init).catch(() => undefined)
    return response ? `read ${response.status}` : 'not readable'
  }, url)
}

test.group('Files on a CDN and the socket on another host', (group) => {
  const demo = new BuiltDemo()
  let assets: AssetHost
  let shop: string
  let live: string
  let cdn: string
  let direct: string

  group.setup(async () => {
    const port = await getPort()
    const assetPort = await getPort()
    shop = `http://www.shop.localhost:${port}`
    direct = `http://localhost:${port}`
    live = `live.shop.localhost:${port}`
    cdn = `http://cdn.localhost:${assetPort}`

    await demo.create()
    await demo.replace('config/vite.ts', "'/assets'", `'${cdn}/assets'`)
    await demo.replace('vite.config.ts', 'adonisjs({', `adonisjs({ assetsUrl: '${cdn}/assets',`)
    await demo.replace(
      'config/reflex.ts',
      'defineConfig({',
      `defineConfig({ url: 'ws://${live}/_event', allowedOrigins: ['${shop}'],`
    )
    await demo.replace('config/reflex.ts', '[new URL(', "['*.shop.localhost', new URL(")
    await demo.replace('config/session.ts', "path: '/',", "path: '/', domain: 'shop.localhost',")
    await demo.replace('config/app.ts', "domain: ''", "domain: 'shop.localhost'")
    await demo.replace(
      'config/shield.ts',
      /enabled: false,\s+directives: \{\},/,
      `enabled: true,
       directives: {
         defaultSrc: ["'self'"],
         scriptSrc: ['@nonce', '${cdn}'],
         styleSrc: ["'self'", "'unsafe-inline'", '${cdn}'],
         connectSrc: ["'self'", 'ws://${live}', 'http://${live}'],
       },`
    )
    await demo.build()
    assets = new AssetHost(demo.assets)
    await assets.listen(assetPort)
    await demo.serve(port, { [RECORDING_VARIABLE]: join(demo.folder, 'journal.jsonl') })
    return async () => {
      assets.close()
      await demo.end()
    }
  })

  test('pages run with what the CDN serves, under a policy that allows no other scripts', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: shop })
    const found = complaints(page)
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await visit(page, '/products/1')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('link', { name: 'Cart, 1 item' }).click()
    await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor()

    const scripts = requests.filter((url) => url.endsWith('.js'))
    assert.isAbove(scripts.length, 3)
    for (const url of scripts) assert.isTrue(url.startsWith(`${cdn}/assets/`), url)
    assert.lengthOf(new Set(scripts), scripts.length)
    assert.deepEqual(found, [])
  })

  test('nobody is sent the code that draws pages on the server', async ({ assert }) => {
    await assertNoServerCode(assert, { folder: join(demo.folder, 'build'), url: direct })
  })

  test('a build leaves the types of the demo that are in the repository as they are', async ({
    assert,
  }) => {
    const types = join('.adonisjs', 'server')
    for (const file of ['messages.d.ts', 'routes.d.ts']) {
      const read = (folder: string) => readFile(join(folder, types, file), 'utf8')
      assert.equal(await read(demo.folder), await read(demoRoot), file)
    }
  })

  test('nothing is recorded, and no browser gets a byte of what records', async ({ assert }) => {
    const page = await openPage({ baseURL: shop })
    await visit(page, '/products/1')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('link', { name: 'Cart, 1 item' }).waitFor()
    assert.isFalse(existsSync(join(demo.folder, 'journal.jsonl')))
    const cookies = await page.context().cookies()
    assert.isFalse(cookies.some(({ name }) => name === 'reflex_recording'))
    for await (const file of glob('**/*.js', { cwd: demo.assets })) {
      const text = await readFile(join(demo.assets, file), 'utf8')
      assert.notMatch(text, /reflex_recording|REFLEX_RECORDING|TabJournal/, file)
    }
  })

  test('no page has a byte of the devtools, and nobody answers for them', async ({ assert }) => {
    const page = await openPage({ baseURL: shop })
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    const document = await visit(page, '/products/1').then(() => page.content())
    assert.notMatch(document, /devtools|data-(?:reflex-)?tab/i)
    assert.isFalse(await page.evaluate(() => customElements.get('reflex-devtools') !== undefined))
    assert.isEmpty(requests.filter((url) => url.includes('devtools')))
    const files = await Array.fromAsync(glob('**/*.{js,css}', { cwd: demo.assets }))
    assert.isAbove(files.length, 3)
    for (const file of files) {
      const text = await readFile(join(demo.assets, file), 'utf8')
      assert.notMatch(text, /reflex-devtools|reflex\.devtools|_event\/devtools/, file)
    }
    for (const name of ['main.js', 'journal']) {
      const { status } = await fetch(`${direct}/_event/devtools/${name}`)
      assert.equal(status, 404, name)
    }
  })

  test('cookies of events and a login count on both hosts', async ({ assert }) => {
    const page = await openPage({ baseURL: shop })
    const found = complaints(page)
    const [socket] = await Promise.all([page.waitForEvent('websocket'), page.goto('/products/2')])
    assert.equal(socket.url(), `ws://${live}/_event`)

    const posted = page.waitForResponse(`http://${live}/_event/cookies`)
    await page.getByLabel('Deliver to').selectOption('us')
    assert.equal((await posted).status(), 204)
    await page.getByText('We deliver to United States').waitFor()

    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('link', { name: 'Cart, 1 item' }).waitFor()
    await page.goto('/cart')
    await page.goto('/admin')
    await logIn(page)
    await page.waitForURL('**/admin')
    await visit(page, '/about')
    await page.getByRole('button', { name: 'Ask again' }).click()
    assert.equal(await page.locator('[data-fact=user]').innerText(), 'Sam Shopper')
    assert.equal(await page.locator('[data-fact=region]').innerText(), 'United States (us)')
    assert.deepEqual(found, [])

    const cookies = await page.context().cookies()
    for (const name of ['shop_session', 'region']) {
      const cookie = cookies.find((each) => each.name === name)
      assert.containsSubset(cookie, { domain: '.shop.localhost', httpOnly: true }, name)
    }
  })

  test('another site can neither open the socket nor bring a ticket', async ({ assert }) => {
    const page = await openPage()
    await visit(page, shop)
    assert.equal(await openSocket(page, `ws://${live}/_event`), 'open')
    assert.equal(await postTicket(page, `http://${live}/_event/cookies`), 'read 403')

    const port = new URL(cdn).port
    for (const host of [
      'cdn.localhost',
      'evil.shop.localhost',
      'www.shop.localhost',
      'localhost',
    ]) {
      const site = `http://${host}:${port}`
      await page.goto(site)
      assert.equal(await openSocket(page, `ws://${live}/_event`), 'refused', site)
      assert.equal(await postTicket(page, `http://${live}/_event/cookies`), 'not readable', site)
    }
  })

  test('a document without an origin of its own is another site', async ({ assert }) => {
    const page = await openPage()
    await page.goto(cdn)
    await page.setContent('<iframe sandbox="allow-scripts" src="/"></iframe>')
    const frame = page.frames()[1]
    await frame.waitForLoadState()
    assert.equal(await frame.evaluate(() => origin), 'null')
    assert.equal(await openSocket(frame, `ws://${live}/_event`), 'refused')
    assert.equal(await postTicket(frame, `http://${live}/_event/cookies`), 'not readable')
  })
})
