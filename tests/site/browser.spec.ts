/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { violations } from '../helpers/browser/violations.ts'
import { openSite } from '../helpers/site/built_site.ts'

test.group('The documentation site in a browser', () => {
  test('axe finds nothing wrong with {path} ({scheme})')
    .with([
      { path: '/', scheme: 'light' },
      { path: '/', scheme: 'dark' },
      { path: '/redis.html', scheme: 'light' },
      { path: '/redis.html', scheme: 'dark' },
      { path: '/reference/vite.html', scheme: 'dark' },
    ] as const)
    .run(async ({ assert }, { path, scheme }) => {
      const page = await openSite(path, scheme)
      await page.getByRole('main').waitFor()
      assert.deepEqual(await violations(page), [])
    })

  test('a search finds a guide and a name of the reference', async ({ assert }) => {
    const page = await openSite('/redis.html')
    await page.getByRole('button', { name: 'Search' }).first().click()
    await page.getByRole('searchbox').fill('assertAccessible')
    const result = page.getByRole('option').filter({ hasText: 'assertAccessible' }).first()
    await result.click()
    await page.waitForURL(/\/(reference\/plugins_japa|testing)\.html/)
    assert.include(await page.title(), 'reflex-adonis')
  })

  test('whoever prefers the dark gets it, and can change it', async ({ assert }) => {
    const page = await openSite('/redis.html', 'dark')
    assert.isTrue(await page.evaluate(() => document.documentElement.classList.contains('dark')))
    await page.getByRole('switch', { name: 'Appearance' }).first().click()
    await page.waitForFunction(() => !document.documentElement.classList.contains('dark'))
  })
})
