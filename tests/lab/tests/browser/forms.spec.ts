/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { Frames } from '../../../helpers/browser/frames.ts'
import { Line } from '../../../helpers/browser/line.ts'
import { openPage, visit } from '../../../helpers/browser/main.ts'
import { baseUrl } from '../../../helpers/browser_session.ts'
import { waiting } from '#services/form_gates'

/** Waits until so many handlers wait. */
async function areWaiting(count: number): Promise<void> {
  while (waiting.length < count) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** No handler waits for ever. */
function letAllGo(): void {
  for (const go of waiting.splice(0)) go()
}

/** Lets the handler go on that waits, and waits for what it lists. */
async function letGo(page: Page, entry: string): Promise<void> {
  waiting.shift()!()
  await page.locator('#saved').getByText(entry, { exact: false }).last().waitFor()
}

test.group('A form whose action has succeeded', (group) => {
  group.tap((each) => each.timeout(120_000))
  group.each.setup(() => letAllGo)

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
  group.tap((each) => each.timeout(120_000))
  group.each.setup(() => letAllGo)

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

test.group('A row of forms', (group) => {
  group.tap((each) => each.timeout(120_000))

  for (const javaScriptEnabled of [true, false]) {
    test(`has the errors of each by itself, ${javaScriptEnabled ? 'with' : 'without'} a script`, async ({
      assert,
    }) => {
      const page = await openPage({ baseURL: baseUrl(), javaScriptEnabled })
      if (javaScriptEnabled) await visit(page, '/rows')
      else await page.goto('/rows')
      const error = (row: number) => page.locator(`#error-${row}`)
      await page.getByLabel('Name 2').fill('x')
      await page.getByRole('button', { name: 'Rename 2' }).click()
      await error(2).getByText('at least 3').waitFor()
      assert.equal(await error(1).innerText(), '')
      assert.equal(await error(3).innerText(), '')
      assert.equal(await page.getByLabel('Name 2').inputValue(), 'x')
      assert.equal(await page.getByLabel('Name 1').inputValue(), '')

      if (!javaScriptEnabled) return
      // What another says is its own, and takes nothing of what this one says
      await page.getByLabel('Name 3').fill('Ada')
      await page.getByRole('button', { name: 'Rename 3' }).click()
      await page.locator('#result-3').getByText('3: Ada').waitFor()
      assert.include(await error(2).innerText(), 'at least 3')
      assert.equal(await page.locator('#last').innerText(), '')
      await page.getByLabel('Name 2').fill('Grace')
      await page.getByRole('button', { name: 'Rename 2' }).click()
      await page.locator('#result-2').getByText('2: Grace').waitFor()
      assert.equal(await error(2).innerText(), '')
    })
  }

  test('says of each whether it is under way', async ({ assert }) => {
    const line = await Line.to(baseUrl())
    const page = await openPage({ baseURL: line.url })
    await visit(page, '/rows')
    line.hold()
    await page.getByLabel('Name 1').fill('Ada')
    await page.getByRole('button', { name: 'Rename 1' }).click()
    const isBusy = (row: number) =>
      page.getByRole('form', { name: `Row ${row}` }).getAttribute('aria-busy')
    await page.locator('form[aria-busy=true]').waitFor()
    assert.equal(await isBusy(1), 'true')
    assert.equal(await isBusy(2), 'false')
    line.mend()
    await page.locator('#result-1').getByText('1: Ada').waitFor()
    assert.equal(await isBusy(1), 'false')
  })
})
