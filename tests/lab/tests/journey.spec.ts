/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { Frames } from '../../helpers/browser/frames.ts'
import { Line } from '../../helpers/browser/line.ts'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'

async function open(path: string): Promise<{ page: Page; frames: Frames }> {
  const line = await Line.to(baseUrl(), { latency: 40 })
  const page = await openPage({ baseURL: line.url })
  const frames = new Frames(page)
  await visit(page, path)
  return { page, frames }
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor()

/** Waits until the server has answered an event with a redirect. */
async function redirected(page: Page, frames: Frames): Promise<void> {
  while (
    !frames.received.some(
      (frame) => frame.t === undefined && frame.a?.some(({ type }) => type === 'redirect')
    )
  ) {
    await page.waitForTimeout(20)
  }
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
}

const length = (page: Page) => page.evaluate(() => history.length)
const scrollTop = (page: Page) => page.evaluate(() => Math.round(scrollY))

test.group('A redirect of an event', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('does not overrule a link that was followed after the event was called', async ({
    assert,
  }) => {
    const { page, frames } = await open('/journey')
    await page.getByRole('button', { name: 'Far' }).click()
    await page.getByRole('link', { name: 'Near' }).click()
    await heading(page, 'Near')
    await redirected(page, frames)
    assert.match(page.url(), /\/journey\/near$/)
    // A later event leads where it says
    await page.getByRole('button', { name: 'Far' }).click()
    await heading(page, 'Far')
  })

  for (const to of [
    'own',
    '//own',
    '2',
    './2?q=3',
    '../near',
    '?q=3',
    '#end',
    '/journey/near?q=%7e#x',
  ]) {
    test(`leads where the browser itself would go: ${to}`, async () => {
      const { page } = await open('/journey/wherever/1?a=b')
      const { origin, host } = new URL(page.url())
      const address = to
        .replace(/^own$/, `${origin}/journey/near`)
        .replace(/^\/\/own$/, `//${host}/journey/far`)
      await page.getByLabel('To').fill(address)
      const expected = new URL(address, page.url()).href
      await page.getByRole('button', { name: 'Go' }).click()
      await page.waitForURL((url) => url.href === expected)
      const name = expected.includes('wherever')
        ? 'Wherever'
        : /near/.test(expected)
          ? 'Near'
          : 'Far'
      await heading(page, name)
    })
  }

  test('of a page leads where its own document would: ../near', async ({ assert }) => {
    const { page } = await open('/journey/wherever/1')
    await page.getByLabel('To').fill('/journey/deep/aside')
    await page.getByRole('button', { name: 'Go' }).click()
    await heading(page, 'Near')
    assert.equal(new URL(page.url()).pathname, '/journey/near')
    await page.goto('/journey/deep/aside')
    await heading(page, 'Near')
    assert.equal(new URL(page.url()).pathname, '/journey/near')
  })

  for (const to of ['/.//nowhere/x', '..//..//..//nowhere/x?q=3', 'own//nowhere/x#end']) {
    test(`stays on its own host where a path begins with two slashes: ${to}`, async ({
      assert,
    }) => {
      const { page } = await open('/journey/wherever/1')
      const { origin } = new URL(page.url())
      const address = to.replace(/^own/, origin)
      const asked: string[] = []
      page.on('request', (request) => asked.push(new URL(request.url()).host))
      await page.getByLabel('To').fill(address)
      const expected = new URL(address, page.url()).href
      await page.getByRole('button', { name: 'Go' }).click()
      await page.waitForURL((url) => url.href === expected)
      assert.equal(new URL(page.url()).origin, origin)
      assert.notInclude(asked, 'nowhere')
    })
  }

  test('of a page stays on its own host likewise', async ({ assert }) => {
    const { page } = await open('/journey/wherever/1')
    const { origin } = new URL(page.url())
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).host))
    await page.getByLabel('To').fill('/journey/deep/astray')
    await page.getByRole('button', { name: 'Go' }).click()
    await page.waitForURL((url) => url.href === `${origin}//nowhere/x`)
    assert.notInclude(asked, 'nowhere')
  })

  test('does not overrule Back, nor where its event runs in the background', async ({ assert }) => {
    const { page, frames } = await open('/journey/near')
    await visit(page, '/')
    await visit(page, '/journey')
    await page.getByRole('link', { name: 'Near' }).click()
    await heading(page, 'Near')
    await page.goBack()
    await heading(page, 'Start')
    await page.getByRole('link', { name: 'Near' }).click()
    await heading(page, 'Near')
    await page.goBack()
    await heading(page, 'Start')

    frames.clear()
    await page.getByRole('button', { name: 'Wander' }).click()
    await page.goForward()
    await heading(page, 'Near')
    await redirected(page, frames)
    assert.match(page.url(), /\/journey\/near$/)
  })

  test('to the page that is shown adds nothing to the history', async ({ assert }) => {
    const { page } = await open('/journey')
    await page.getByText('Visit 1').waitFor()
    const before = await length(page)
    await page.getByRole('button', { name: 'Here' }).click()
    await page.getByText('Visit 2').waitFor()
    // A link to a page that leads back here
    await page.getByRole('link', { name: 'Back here' }).click()
    await page.getByText('Visit 3').waitFor()
    assert.equal(await length(page), before)
    await page.getByRole('button', { name: 'Far' }).click()
    await heading(page, 'Far')
    assert.equal(await length(page), before + 1)
  })
})

test.group('A page whose address begins with two slashes', (group) => {
  group.tap((each) => each.timeout(120_000))

  const PATH = '//nowhere/journey'

  test('is one of its own host in its document, and where its form leads', async ({
    assert,
    cleanup,
  }) => {
    const browser = new BrowserSession()
    cleanup(() => browser.close())
    const html = await (await browser.fetch(PATH)).text()
    const [, action] = /<form[^>]* action="([^"]*)"/.exec(html)!
    assert.equal(new URL(action, browser.base).href, browser.base + PATH)
    const boot = await browser.load(PATH)
    assert.equal(new URL(boot.page.url, browser.base).href, browser.base + PATH)
    assert.deepEqual(boot.page.params, { realm: '', place: 'nowhere' })
  })

  test('is what its events are requests to', async ({ assert, cleanup }) => {
    const browser = new BrowserSession()
    cleanup(() => browser.close())
    const tab = await browser.open(`${PATH}?a=b`)
    await tab.hello()
    type Seen = { request: { url: string }; params: Record<string, string> }
    const { request, params } = await tab.value<Seen>('CompareState', 'observe')
    assert.equal(request.url, `${PATH}?a=b`)
    assert.deepEqual(params, { realm: '', place: 'nowhere' })
    // As it is asked for by a link
    const { p } = await tab.navigate(`/.${PATH}?c=d`)
    assert.deepInclude(p, { url: `/.${PATH}?c=d`, params: { realm: '', place: 'nowhere' } })
  })

  test('is drawn, and goes on', async ({ assert }) => {
    const { page, frames } = await open(`/.${PATH}`)
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).host))
    await heading(page, 'Realm nowhere')
    const address = page.url()
    assert.equal(new URL(address).pathname, PATH)
    await page.getByRole('button', { name: 'Again' }).click()
    await page.getByText('Visit 1').waitFor()
    await page.getByRole('button', { name: 'Again' }).click()
    await page.getByText('Visit 2').waitFor()
    assert.equal(page.url(), address)
    assert.isFalse(frames.sent.some(({ t }) => t === 'nav'))
    await page.reload()
    await page.getByText('Visit 2').waitFor()
    assert.notInclude(asked, 'nowhere')
  })

  test('is posted to without its scripts', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), javaScriptEnabled: false })
    await page.goto(baseUrl() + PATH)
    await page.getByRole('button', { name: 'Again' }).click()
    await page.getByText('Visit 1').waitFor()
    assert.equal(page.url(), baseUrl() + PATH)
  })
})

test.group('A plain link to a place on the page', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('is undone by Back, and done again by Forward', async ({ assert }) => {
    const { page, frames } = await open('/journey')
    await page.mouse.wheel(0, 40)
    await page.waitForFunction(() => scrollY === 40)
    await page.getByRole('link', { name: 'To the end' }).click()
    await page.waitForFunction(() => scrollY > 2000)
    const end = await scrollTop(page)
    await page.getByRole('link', { name: 'To the middle' }).click()
    await page.waitForFunction(() => scrollY > 5000)
    const middle = await scrollTop(page)

    await page.goBack()
    await page.waitForFunction((top) => Math.round(scrollY) === top, end)
    await page.goBack()
    await page.waitForFunction(() => scrollY === 40)
    await page.goForward()
    await page.waitForFunction((top) => Math.round(scrollY) === top, end)
    await page.goForward()
    await page.waitForFunction((top) => Math.round(scrollY) === top, middle)
    assert.isFalse(frames.sent.some(({ t }) => t === 'nav'))
  })

  test('is undone by Back also where a script has followed it', async () => {
    const { page } = await open('/journey')
    await page.mouse.wheel(0, 40)
    await page.waitForFunction(() => scrollY === 40)
    await page.evaluate(() => (location.hash = 'end'))
    await page.waitForFunction(() => scrollY > 2000)
    await page.goBack()
    await page.waitForFunction(() => scrollY === 40)
  })

  test('is where one comes back to from another page', async () => {
    const { page } = await open('/journey')
    await page.getByRole('link', { name: 'To the end' }).click()
    await page.waitForFunction(() => scrollY > 2000)
    const end = await scrollTop(page)
    await page.evaluate(() =>
      document.querySelector<HTMLElement>('a[href="/journey/near"]')!.click()
    )
    await heading(page, 'Near')
    await page.goBack()
    await page.waitForFunction((top) => Math.round(scrollY) === top, end)
    await page.goBack()
    await page.waitForFunction(() => scrollY === 0)
  })
})
