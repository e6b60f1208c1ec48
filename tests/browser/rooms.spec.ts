/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { openPage, visit } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

test.group('Visitors of one product', () => {
  test('see each other come and go, and nobody of another product', async ({ assert }) => {
    const [first, second, elsewhere] = await Promise.all(
      Array.from({ length: 3 }, () => openPage({ baseURL: baseUrl() }))
    )
    await visit(first, '/products/7')
    const status = first.getByRole('status').filter({ hasText: /./ })
    await visit(elsewhere, '/products/8')
    assert.equal(await status.count(), 0)

    await visit(second, '/products/7')
    const message = 'Somebody else looks at this product now.'
    await first.getByText(message).waitFor()
    await second.getByText(message).waitFor()
    assert.equal(await elsewhere.getByText(message).count(), 0)

    await second.reload()
    await second.getByText(message).waitFor()
    await first.getByText(message).waitFor()

    await second.getByRole('link', { name: 'Products' }).first().click()
    await second.waitForURL('**/products')
    await first.getByText(message).waitFor({ state: 'detached' })
  })
})
