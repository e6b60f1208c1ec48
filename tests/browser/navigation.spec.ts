/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Frames } from '../helpers/browser/frames.ts'
import { Line } from '../helpers/browser/line.ts'
import { openPage, visit } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

test.group('Ways from page to page', () => {
  test('back and forward show the pages where they were left', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const scrolled = () => page.evaluate(() => Math.round(window.scrollY))
    await visit(page, '/')
    await page.getByRole('link', { name: 'See all products' }).click()
    await page.getByText('1,000 of 1,000 products').waitFor()
    await page.evaluate(() => window.scrollTo(0, 20_000))
    const link = page.locator('[data-index="300"] a')
    await link.waitFor()
    const before = await scrolled()
    const name = await link.innerText()
    // A click by the browser's own means would scroll to the link
    await link.evaluate((element: HTMLElement) => element.click())
    await page.getByRole('heading', { level: 1, name }).waitFor()
    assert.equal(await scrolled(), 0)

    await page.goBack()
    await link.waitFor()
    assert.equal(await scrolled(), before)
    assert.equal(await page.title(), 'Products · Lantern Supply')
    await page.goBack()
    await page.getByRole('heading', { name: 'Good things for the house' }).waitFor()
    await page.goForward()
    await page.goForward()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    assert.equal(await page.title(), name)
  })

  test('a link to the same page with another query asks the server again', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/products/5')
    const breadcrumb = page.getByLabel('Breadcrumb')
    await breadcrumb.getByRole('link').nth(1).click()
    await page.getByText('100 of 1,000 products').waitFor()
    assert.notEqual(await page.getByLabel('Category').inputValue(), 'all')
    await page.getByRole('link', { name: 'Products', exact: true }).click()
    await page.getByText('1,000 of 1,000 products').waitFor()
    await page.goBack()
    await page.getByText('100 of 1,000 products').waitFor()
  })

  test('a page loads its files ahead when the pointer is on a link to it', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const frames = new Frames(page)
    await visit(page, '/')
    const loaded = page.waitForRequest((request) => request.url().includes('/pages/about.tsx'))
    await page.getByRole('link', { name: 'How this shop works' }).hover()
    await loaded
    assert.isTrue(frames.sent.some(({ t }) => t === 'prefetch'))
    assert.isFalse(frames.sent.some(({ t }) => t === 'nav'))
  })

  test('a bar shows that a page takes its time, and the old page can be used meanwhile', async ({
    assert,
  }) => {
    const line = await Line.to(baseUrl())
    const page = await openPage({ baseURL: line.url })
    await visit(page, '/')
    const link = page.getByRole('link', { name: 'How this shop works' })
    const loaded = page.waitForResponse((response) => response.url().includes('/pages/about.tsx'))
    await link.hover()
    await (await loaded).finished()
    assert.equal(await page.getByRole('progressbar').count(), 0)

    line.hold()
    await link.click()
    await page.getByRole('progressbar', { name: 'Loading' }).waitFor()
    await page.getByRole('heading', { name: 'Good things for the house' }).waitFor()
    line.mend()
    await page.getByRole('heading', { name: 'How it works' }).waitFor()
    await page.getByRole('progressbar').waitFor({ state: 'detached' })
  })

  test('an address that is not a page is loaded over HTTP', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/')
    await page.evaluate(() => {
      history.pushState({}, '', '/api/me')
      window.dispatchEvent(new PopStateEvent('popstate', { state: {} }))
    })
    await page.getByText('"locale":"en"').waitFor()
    assert.equal(new URL(page.url()).pathname, '/api/me')
  })
})
