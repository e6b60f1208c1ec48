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
import { baseUrl } from '../../helpers/browser_session.ts'

async function open(): Promise<{ page: Page; frames: Frames }> {
  const line = await Line.to(baseUrl(), { latency: 60 })
  const page = await openPage({ baseURL: line.url })
  const frames = new Frames(page)
  await visit(page, '/fields/choices')
  return { page, frames }
}

const shown = async (page: Page) =>
  JSON.parse(await page.locator('#shown').innerText()) as Record<string, unknown>

/** Waits until the page shows the answers to all that it has sent: they come in order. */
async function isAnswered(page: Page): Promise<void> {
  const marks = Number(await page.locator('output').innerText())
  await page.getByRole('button', { name: 'Mark' }).click()
  await page
    .locator('output')
    .getByText(String(marks + 1))
    .waitFor()
}

test.group('A group of bound fields', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('is one value: radio buttons, of texts, numbers or yes and no', async ({ assert }) => {
    const { page } = await open()
    assert.isTrue(await page.getByLabel('red').isChecked())
    await page.getByLabel('blue').check()
    // At once, and not after the answer
    assert.containsSubset(await shown(page), { color: 'blue' })
    assert.isFalse(await page.getByLabel('red').isChecked())
    await page.getByLabel('Floor 2').check()
    await page.getByLabel('Under way').check()
    await isAnswered(page)
    const after = { color: 'blue', floor: 2, delivered: false }
    assert.containsSubset(await shown(page), after)
    await page.reload()
    await page.waitForFunction(() => document.querySelector<HTMLElement>('#shown')?.innerText)
    assert.containsSubset(await shown(page), after)
    assert.isTrue(await page.getByLabel('Under way').isChecked())
  })

  test('is one value by the keyboard too', async ({ assert }) => {
    const { page } = await open()
    await page.getByLabel('red').focus()
    await page.keyboard.press('ArrowRight')
    assert.isTrue(await page.getByLabel('blue').isChecked())
    await isAnswered(page)
    assert.isTrue(await page.getByLabel('blue').isChecked())
    assert.containsSubset(await shown(page), { color: 'blue' })
  })

  test('is a list: boxes that are checked faster than the server answers', async ({ assert }) => {
    const { page, frames } = await open()
    await page.getByLabel('Line 3').check()
    await page.getByLabel('Line 5').check()
    await page.getByLabel('Line 3').uncheck()
    assert.containsSubset(await shown(page), { ids: [5] })
    await isAnswered(page)
    assert.deepEqual((await shown(page)).ids, [5])
    assert.deepEqual(
      frames.sent.flatMap((frame) =>
        frame.t === 'event' && frame.e === 'choose' ? [frame.a] : []
      ),
      [[[3]], [[3, 5]], [[5]]]
    )
  })

  test('and a list of choices show the same var', async ({ assert }) => {
    const { page } = await open()
    const list = page.getByLabel('All toppings')
    await list.selectOption(['olives', 'cheese'])
    assert.isFalse(await page.getByLabel('ham').isChecked())
    assert.isTrue(await page.getByLabel('olives', { exact: true }).isChecked())
    await isAnswered(page)
    assert.deepEqual((await shown(page)).toppings, ['olives', 'cheese'])
    await page.getByLabel('olives', { exact: true }).uncheck()
    assert.deepEqual(
      await list.evaluate((select: HTMLSelectElement) =>
        [...select.selectedOptions].map(({ value }) => value)
      ),
      ['cheese']
    )
  })

  test('keeps what was refused, and says so', async ({ assert }) => {
    const { page } = await open()
    await page.getByLabel('olives', { exact: true }).check()
    await page.getByLabel('cheese', { exact: true }).check()
    await page.locator('#told').getByText('must not have more than 2 items').waitFor()
    assert.isTrue(await page.getByLabel('cheese', { exact: true }).isChecked())
    await page.getByLabel('ham').uncheck()
    await isAnswered(page)
    assert.deepEqual((await shown(page)).toppings, ['olives', 'cheese'])
    assert.equal(await page.locator('#told').innerText(), '{}')
  })

  test('is in the document, and posted without a script', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), javaScriptEnabled: false })
    await page.goto('/fields/choices')
    assert.isTrue(await page.getByLabel('red').isChecked())
    assert.isTrue(await page.getByLabel('ham').isChecked())
    await page.getByLabel('blue').check()
    await page.getByLabel('cheese', { exact: true }).check()
    await page.getByLabel('Nick').fill('Ada')
    await page.getByRole('button', { name: 'Order' }).click()
    assert.equal(await page.locator('#errors').innerText(), '{}')
  })
})

test.group('A bound field of a form', (group) => {
  group.tap((each) => each.timeout(120_000))

  const errors = async (page: Page) =>
    JSON.parse(await page.locator('#errors').innerText()) as Record<string, string>
  const isInvalid = (page: Page, label: string) =>
    page.getByLabel(label).getAttribute('aria-invalid')

  test('has the refusals of its own event among the errors of the form', async ({ assert }) => {
    const { page } = await open()
    const nick = page.getByLabel('Nick')
    assert.equal(await isInvalid(page, 'Nick'), 'false')
    await nick.pressSequentially('Lovelace')
    await page.locator('#errors').getByText('nick').waitFor()
    assert.deepEqual(Object.keys(await errors(page)), ['nick'])
    assert.equal(await isInvalid(page, 'Nick'), 'true')
    assert.equal(await nick.inputValue(), 'Lovelace')
    // What another field says is its own
    await page.getByLabel('blue').check()
    await isAnswered(page)
    assert.deepEqual(Object.keys(await errors(page)), ['nick'])
    await nick.fill('Ada')
    await page.locator('#errors').getByText('{}').waitFor()
    assert.equal(await isInvalid(page, 'Nick'), 'false')
  })

  test('has the refusals of the form until it says something else', async ({ assert }) => {
    const { page } = await open()
    await page.getByLabel('Nick').fill('A')
    await page.getByRole('button', { name: 'Order' }).click()
    await page.locator('#errors').getByText('color').waitFor()
    assert.sameMembers(Object.keys(await errors(page)), ['nick', 'color'])
    assert.equal(await isInvalid(page, 'red'), 'true')
    await page.getByLabel('blue').check()
    await page.waitForFunction(
      () => !document.querySelector<HTMLElement>('#errors')!.innerText.includes('color')
    )
    assert.deepEqual(Object.keys(await errors(page)), ['nick'])
    await page.getByLabel('Nick').fill('Ada')
    await page.getByRole('button', { name: 'Order' }).click()
    await page.locator('#order').getByText('Ada,blue,ham').waitFor()
    assert.deepEqual(await errors(page), {})
  })

  test('says of the last that was typed, whichever answer is the last', async ({ assert }) => {
    const { page } = await open()
    const nick = page.getByLabel('Nick')
    await nick.fill('Lovelace')
    await nick.blur()
    await nick.fill('Ada')
    await nick.blur()
    await isAnswered(page)
    assert.deepEqual(await errors(page), {})
    await nick.fill('Grace')
    await nick.blur()
    await nick.fill('Lovelace')
    await nick.blur()
    await isAnswered(page)
    await page.locator('#errors').getByText('nick').waitFor()
  })
})
