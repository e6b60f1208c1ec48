/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { Frames } from '../../../helpers/browser/frames.ts'
import { openPage, visit } from '../../../helpers/browser/main.ts'
import { baseUrl } from '../../../helpers/browser_session.ts'
import { waiting } from '#services/form_gates'

/** Waits until so many handlers wait. */
async function areWaiting(count: number): Promise<void> {
  while (waiting.length < count) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** Lets the handler go on that waits, and waits for what it lists. */
async function letGo(page: Page, entry: string): Promise<void> {
  waiting.shift()!()
  await page.locator('#saved').getByText(entry, { exact: false }).last().waitFor()
}

test.group('A form whose action has succeeded', (group) => {
  group.tap((each) => each.timeout(60_000))
  group.each.setup(() => {
    waiting.length = 0
  })

  test('keeps what React holds, and sends the same again', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/resets')
    await page.getByLabel('Agreed').check()
    await page.getByLabel('Size').selectOption('m')
    await page.getByLabel('Text').fill('one')
    await page.getByRole('button', { name: 'Save' }).click()
    await areWaiting(1)
    await letGo(page, '{"text":"one","size":"m","agreed":"on"}')
    // Only what nobody holds is emptied
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name=text]')!.value === ''
    )
    assert.isTrue(await page.getByLabel('Agreed').isChecked())
    assert.equal(await page.getByLabel('Size').inputValue(), 'm')
    assert.equal(await page.locator('#state').innerText(), '{"agreed":true,"size":"m"}')

    await page.getByLabel('Text').fill('two')
    await page.getByRole('button', { name: 'Save' }).click()
    await areWaiting(1)
    await letGo(page, '{"text":"two","size":"m","agreed":"on"}')
  })

  test('keeps what was typed while it ran, with the caret', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/resets')
    await page.getByLabel('Text').fill('first')
    await page.getByLabel('Other').fill('typed before')
    await page.getByLabel('Text').press('Enter')
    await areWaiting(1)
    await page.getByLabel('Text').fill('second')
    await page.getByLabel('Text').press('ArrowLeft')
    await letGo(page, '"text":"first"')
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name=other]')!.value === ''
    )
    await page.keyboard.type('X')
    assert.equal(await page.getByLabel('Text').inputValue(), 'seconXd')
    // The button for it empties all the same
    await page.getByRole('button', { name: 'Empty' }).click()
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name=text]')!.value === ''
    )
  })

  test('has another form as it was', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/resets')
    await page.getByLabel('Text').fill('draft')
    await page.getByRole('button', { name: 'Again' }).click()
    await areWaiting(1)
    await letGo(page, '{"text":"again"}')
    assert.equal(await page.getByLabel('Text').inputValue(), 'draft')
  })
})

test.group('A form that is submitted twice', (group) => {
  group.tap((each) => each.timeout(60_000))
  group.each.setup(() => {
    waiting.length = 0
  })

  /** Clicks twice, and says how many events that sends. */
  async function doubleClick(name: string): Promise<{ page: Page; sent: () => number }> {
    const page = await openPage({ baseURL: baseUrl() })
    const frames = new Frames(page)
    await visit(page, '/resets')
    await page.getByRole('button', { name }).dblclick()
    await areWaiting(1)
    return { page, sent: () => frames.sent.filter(({ t }) => t === 'event').length }
  }

  test('with the same fields runs its event once: {$self}')
    .with(['Save', 'Queue'])
    .run(async ({ assert }, name) => {
      const { page, sent } = await doubleClick(name)
      await letGo(page, name === 'Save' ? '"size":"s"' : '{"text":"queued"}')
      await page.getByLabel('Other').fill('later')
      await page.getByRole('button', { name }).click()
      await areWaiting(1)
      // The double click, and the click after it
      assert.equal(sent(), 2)
    })

  test('with other fields runs it twice', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await visit(page, '/resets')
    for (const text of ['one', 'two']) {
      await page.getByLabel('Text').fill(text)
      await page.getByLabel('Text').press('Enter')
    }
    for (const text of ['one', 'two']) {
      await areWaiting(1)
      await letGo(page, `"text":"${text}"`)
    }
    assert.lengthOf(waiting, 0)
  })

  test('runs it twice where it is to', async ({ assert }) => {
    const { page, sent } = await doubleClick('Again')
    await letGo(page, '{"text":"again"}')
    await areWaiting(1)
    assert.equal(sent(), 2)
  })
})
