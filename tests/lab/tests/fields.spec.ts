/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { Locator, Page } from 'playwright-core'
import { Line } from '../../helpers/browser/line.ts'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { baseUrl } from '../../helpers/browser_session.ts'

/** Milliseconds in each direction: an answer takes twice that. */
const LATENCY = 75

async function open(path: string): Promise<{ page: Page; warnings: string[] }> {
  const line = await Line.to(baseUrl(), { latency: LATENCY })
  const page = await openPage({ baseURL: line.url })
  const warnings: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text())
  })
  await visit(page, path)
  return { page, warnings }
}

/** Waits until the page shows a text. */
const shown = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor()

/** Types as fast as somebody who does not look. */
const type = (field: Locator, text: string) => field.pressSequentially(text, { delay: 40 })

/** Keys that an input method composes, with the field as it is after each. */
async function compose(page: Page, field: Locator, steps: string[], text: string) {
  const session = await page.context().newCDPSession(page)
  await field.focus()
  for (const step of steps) {
    await session.send('Input.imeSetComposition', {
      selectionStart: step.length,
      selectionEnd: step.length,
      text: step,
    })
    await page.waitForTimeout(60)
  }
  await session.send('Input.insertText', { text })
}

test.group('A controlled field', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('keeps what is typed before the server has answered', async ({ assert }) => {
    const { page } = await open('/fields/controlled')
    const field = page.getByLabel('Text')
    await type(field, 'hello world')
    assert.equal(await field.inputValue(), 'hello world')
    await shown(page, '11 ')
    assert.equal(await field.inputValue(), 'hello world')
    await page.getByRole('button', { name: 'Save' }).click()
    await shown(page, '11 hello world')
  })

  test('keeps the caret, and what an input method composes', async ({ assert }) => {
    const { page } = await open('/fields/controlled')
    const field = page.getByLabel('Text')
    await type(field, 'held')
    for (let step = 0; step < 2; step++) await field.press('ArrowLeft')
    await type(field, 'llo wor')
    assert.equal(await field.inputValue(), 'hello world')
    await shown(page, '11 ')
    assert.equal(await field.evaluate((input: HTMLInputElement) => input.selectionStart), 9)

    await field.fill('')
    await compose(page, field, ['n', 'に', 'にh', 'にほ', 'にほn'], 'にほん')
    assert.equal(await field.inputValue(), 'にほん')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/^\d+ にほん$/).waitFor()
  })

  test('is a choice that moves with each key, and a box that is ticked at once', async ({
    assert,
  }) => {
    const { page, warnings } = await open('/fields/controlled')
    const size = page.getByLabel('Size')
    await size.focus()
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown')
    assert.equal(await size.inputValue(), 'xl')
    const done = page.getByLabel('Done')
    await done.click()
    assert.isTrue(await done.isChecked())
    await done.click()
    await done.click()
    assert.isTrue(await done.isChecked())
    await page.waitForFunction(() => {
      const vars = (globalThis as never as { __reflex: { vars(id: string): unknown } }).__reflex
      return JSON.stringify(vars.vars('TypingState')).includes('"size":"xl","done":true')
    })
    assert.isTrue(await done.isChecked())
    assert.deepEqual(warnings, [])
  })

  test('that is held back by a debounce shows what is typed as well, and is sent first', async ({
    assert,
  }) => {
    const { page } = await open('/fields/controlled')
    const field = page.getByLabel('Held')
    await type(field, 'hello world')
    assert.equal(await field.inputValue(), 'hello world')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/^\d+ hello world$/).waitFor()
  })

  test('whose event has another name is warned of', async ({ assert }) => {
    const { page, warnings } = await open('/fields/controlled')
    await type(page.getByLabel('Title'), 'ab')
    // What the page has said by now is here
    await page.evaluate(() => {})
    assert.lengthOf(warnings, 1)
    assert.match(warnings[0], /TypingState\.rename.*bind\(state/)
  })
})

test.group('A bound field', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('shows what is typed at once, and sends it in one go', async ({ assert }) => {
    const { page, warnings } = await open('/fields/bound')
    const field = page.getByLabel('Text')
    await type(field, 'hello world')
    assert.equal(await field.inputValue(), 'hello world')
    await page.getByText('hello world s false 1').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/^[1-4] hello world$/).waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.waitForFunction(
      (input) => (input as HTMLInputElement).value === '',
      await field.elementHandle()
    )
    assert.deepEqual(warnings, [])
  })

  test('keeps the caret, and sends what an input method has composed once it is done', async ({
    assert,
  }) => {
    const { page } = await open('/fields/bound')
    const field = page.getByLabel('Title')
    await type(field, 'held')
    for (let step = 0; step < 2; step++) await field.press('ArrowLeft')
    await type(field, 'llo wor')
    assert.equal(await field.inputValue(), 'hello world')
    await page.getByText('hello world s false 1').waitFor()
    assert.equal(await field.evaluate((input: HTMLInputElement) => input.selectionStart), 9)

    const text = page.getByLabel('Text')
    await compose(page, text, ['n', 'に', 'にh', 'にほ', 'にほn'], 'にほん')
    assert.equal(await text.inputValue(), 'にほん')
    await page.getByRole('button', { name: 'Save' }).click()
    await shown(page, '1 にほん')
  })

  test('keeps what was refused, until it is right', async ({ assert }) => {
    const { page } = await open('/fields/bound')
    const nick = page.getByLabel('Nick')
    await type(nick, 'ab')
    await page
      .getByRole('alert')
      .getByText(/at least 3/)
      .waitFor()
    assert.equal(await nick.inputValue(), 'ab')
    await type(nick, 'c')
    await page.waitForFunction(() => document.querySelector('[role=alert]')!.textContent === '')
    assert.equal(await nick.inputValue(), 'abc')
  })

  test('is a choice, a box or a number', async ({ assert }) => {
    const { page } = await open('/fields/bound')
    const size = page.getByLabel('Size')
    await size.focus()
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown')
    assert.equal(await size.inputValue(), 'xl')
    await page.getByLabel('Done').click()
    assert.isTrue(await page.getByLabel('Done').isChecked())

    const quantity = page.getByLabel('Quantity')
    await quantity.fill('')
    assert.equal(await quantity.inputValue(), '')
    await type(quantity, '1.50')
    assert.equal(await quantity.inputValue(), '1.50')
    await page.locator('#shown').getByText('xl true 1.5', { exact: false }).waitFor()
    // The server has the last word
    await quantity.fill('500')
    await page.locator('#shown').getByText('xl true 20', { exact: false }).waitFor()
    assert.equal(await quantity.inputValue(), '20')
    await quantity.fill('')
    await quantity.blur()
    assert.equal(await quantity.inputValue(), '20')
  })

  test('is in the document that a server draws', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), javaScriptEnabled: false })
    await page.goto('/fields/bound')
    assert.equal(await page.getByLabel('Quantity').inputValue(), '1')
    assert.equal(await page.getByLabel('Text').getAttribute('name'), 'text')
  })
})
