/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { hold, openPage, visit } from '../../../helpers/browser/main.ts'
import { baseUrl } from '../../../helpers/browser_session.ts'

/** Waits until what was kept has been filled in. */
async function isRestored(page: Page): Promise<void> {
  await page.waitForFunction(() => sessionStorage.getItem('reflex:drafts') === null)
  await page.getByLabel('Plain').evaluate(async (field: HTMLInputElement) => {
    while (field.value === '') await new Promise((resolve) => setTimeout(resolve, 5))
  })
}

test.group('What is typed and not sent, after a reload', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('is in the fields that React holds, and React knows', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/drafts')
    await page.getByLabel('Terms').check()
    await page.getByLabel('Text').fill('Ada')
    await page.getByLabel('Size').selectOption('m')
    await page.getByLabel('Plain').fill('plain')
    await page.getByLabel('Card').fill('4111 1111 1111 1111')
    const order = page.getByRole('button', { name: 'Order' })
    assert.isTrue(await order.isEnabled())

    await page.reload()
    await isRestored(page)
    assert.isTrue(await page.getByLabel('Terms').isChecked())
    assert.equal(await page.getByLabel('Text').inputValue(), 'Ada')
    assert.equal(await page.getByLabel('Size').inputValue(), 'm')
    assert.equal(await page.getByLabel('Card').inputValue(), '')
    assert.isTrue(await order.isEnabled())
    // React has the value of each: what it draws next changes none
    await page.getByLabel('Text').press('End')
    await page.keyboard.type('!')
    await page.getByLabel('Terms').uncheck()
    assert.isFalse(await order.isEnabled())
    assert.equal(await page.getByLabel('Text').inputValue(), 'Ada!')
    assert.equal(await page.getByLabel('Size').inputValue(), 'm')
  })

  test('does not take the place of what the server has had since', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/drafts')
    await page.getByLabel('Plain').fill('plain')
    await page.getByLabel('Motto').fill('typed')
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name=motto]')!.defaultValue === 'typed'
    )
    // What the page leaves behind is older than what the tab's state says when it is loaded again
    await page.reload()
    await isRestored(page)
    assert.equal(await page.getByLabel('Motto').inputValue(), 'typed')
    await page.getByLabel('Motto').fill('')
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name=motto]')!.defaultValue === ''
    )
    await page.reload()
    await isRestored(page)
    assert.equal(await page.getByLabel('Motto').inputValue(), '')
  })

  test('does not take the place of what is typed before the script is there', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/drafts')
    await page.getByLabel('Plain').fill('plain')
    await page.getByLabel('Text').fill('older')
    await page.getByLabel('Terms').check()
    const release = await hold(page, '**/resources/app.tsx')
    await page.reload({ waitUntil: 'commit' })
    await page.getByLabel('Text').fill('newer')
    release()
    await isRestored(page)
    assert.equal(await page.getByLabel('Text').inputValue(), 'newer')
    assert.isTrue(await page.getByLabel('Terms').isChecked())
  })
})
