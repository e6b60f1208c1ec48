/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { baseUrl } from '../../helpers/browser_session.ts'

const TARGETS = {
  First: '/routes/1',
  Odd: '/routes/target/%C3%A4%2Fb',
  Target: '/routes/target/7/end?tags%5B%5D=a&tags%5B%5D=b&all=true',
  Report: '/reports/3',
}

test.group('Routes by their names', (group) => {
  group.tap((each) => each.timeout(60_000))

  test('lead where Adonis leads, before and after scripts are ready', async ({ assert }) => {
    const plain = await openPage({ baseURL: baseUrl(), javaScriptEnabled: false })
    await plain.goto('/routes/1')
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/routes/1')
    for (const [name, href] of Object.entries(TARGETS)) {
      for (const shown of [plain, page]) {
        const link = shown.getByRole('link', { name })
        assert.equal(await link.getAttribute('href'), href)
      }
    }
    await page.getByRole('button', { name: 'Make a URL' }).click()
    await page.getByText('/routes/target/8', { exact: true }).waitFor()
    await page
      .getByRole('link', { name: 'First' })
      .and(page.locator('[aria-current=page]'))
      .waitFor()
  })

  test('go to a page without loading a document, and to any other route over HTTP', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/routes/1')
    await page.evaluate(() => Object.assign(window, { same: true }))
    await page.getByRole('link', { name: 'Target' }).click()
    await page.getByRole('heading', { name: 'Target 7' }).waitFor()
    await page.getByText('end {"tags":["a","b"],"all":"true"}').waitFor()
    assert.isTrue(await page.evaluate(() => 'same' in window))
    await page.goBack()
    await page.getByRole('link', { name: 'Odd' }).click()
    await page.getByRole('heading', { name: 'Target ä/b' }).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: 'Report' }).click()
    await page.getByText('Report 3').waitFor()
  })

  test('are where a redirect of an event leads', async () => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/routes/1')
    await page.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('heading', { name: 'Target 9' }).waitFor()
    await page.getByText('no part {"from":"1"}').waitFor()
  })

  test('reach a browser only if the code of its page names them', async ({ assert }) => {
    const documentOf = async (path: string) => (await fetch(`${baseUrl()}${path}`)).text()
    const page = await documentOf('/routes/1')
    assert.include(page, 'routes.report')
    assert.notInclude(page, 'routes.hidden')
    assert.notInclude(await documentOf('/routes/target/1'), 'routes.report')
  })
})
