/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { openPage } from '../helpers/browser/main.ts'
import { DevelopedSite } from '../helpers/site/developed_site.ts'

test.group('The documentation site while one writes', () => {
  test('is served, and its server ends when it is asked to', async ({ assert, cleanup }) => {
    const site = new DevelopedSite()
    cleanup(() => site.end())
    await site.serve()

    const page = await openPage({ baseURL: site.url })
    await page.goto('recipes/chat.html')
    await page.getByRole('heading', { level: 1, name: 'Recipe: a chat' }).waitFor()
    await page.getByRole('link', { name: 'live var' }).click()
    await page.getByRole('heading', { level: 1, name: 'Live data' }).waitFor()
    await page.close()

    await site.end()
    await assert.rejects(() => fetch(site.url))
  }).timeout(120_000)
})
