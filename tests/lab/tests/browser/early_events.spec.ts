/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AssertionError } from 'node:assert'
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { hold, openPage } from '../../../helpers/browser/main.ts'
import { baseUrl } from '../../../helpers/browser_session.ts'

const FILE = { name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('one') }

/** Does something once React listens, and is yet to take up what the server has drawn. */
async function whileHydrating(page: Page, work: () => void): Promise<void> {
  await page.evaluate(`addEventListener('hydrating', ${String(work)})`)
  await page.evaluate(() => {
    const { prototype } = EventTarget
    const { addEventListener } = prototype
    prototype.addEventListener = function (type: string, ...rest) {
      addEventListener.call(this, type, ...rest)
      if (type !== 'change' || !(this instanceof Element) || this.id !== 'reflex') return
      prototype.addEventListener = addEventListener
      queueMicrotask(() => dispatchEvent(new Event('hydrating')))
    }
  })
}

/** What React says when it draws anew what a server has drawn. */
const MISMATCH = /hydrat/i

/** Opens the page, whose script comes when the returned function is called. */
async function open(
  path: string,
  expected?: RegExp
): Promise<{ page: Page; hydrate: () => Promise<void> }> {
  const page = await openPage({ baseURL: baseUrl() }, expected)
  const release = await hold(page, '**/resources/app.tsx')
  await page.goto(path, { waitUntil: 'commit' })
  await page.getByLabel('Message').waitFor()
  return {
    page,
    hydrate: async () => {
      release()
      await page.waitForFunction(() => !('__reflexEarlyEvents' in window))
    },
  }
}

/** Waits until React has heard something. */
async function hears(page: Page, expected: Record<string, unknown>): Promise<void> {
  const heard = async () => {
    const all = JSON.parse(await page.locator('#heard').innerText()) as Record<string, unknown>
    return Object.fromEntries(Object.keys(expected).map((name) => [name, all[name]]))
  }
  await waitUntil(heard, expected)
}

/** Asks until the answer is as expected, and says what it is when it does not become so. */
async function waitUntil(ask: () => Promise<unknown>, expected: unknown): Promise<void> {
  const end = performance.now() + 10_000
  let answer: unknown
  do {
    answer = await ask()
    if (isDeepStrictEqual(answer, expected)) return
    await setTimeout(20)
  } while (performance.now() < end)
  throw new AssertionError({ actual: answer, expected, operator: 'deepStrictEqual' })
}

/** What an extension of the browser does to a page. */
function intrude(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const parent of document.querySelectorAll('main, form')) {
      parent.prepend(document.createElement('password-manager'))
    }
  })
}

test.group('Before the script is ready', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('a chosen file stays chosen, and is told', async ({ assert }) => {
    const { page, hydrate } = await open('/early')
    await page.getByLabel('File').setInputFiles(FILE)
    await page.getByRole('button', { name: 'Click' }).click()
    await hydrate()
    await hears(page, { file: 'list.txt', sent: ['clicked'] })
    const held = await page
      .getByLabel('File')
      .evaluate((field: HTMLInputElement) => field.files![0].text())
    assert.equal(held, 'one')
  })

  test('what comes while React is about to be ready is told once', async ({ assert }) => {
    const { page, hydrate } = await open('/early')
    await whileHydrating(page, () => {
      const field = (name: string) =>
        document.querySelector<HTMLInputElement>(`[aria-label="${name}"]`)!
      const transfer = new DataTransfer()
      transfer.items.add(new File(['one'], 'list.txt'))
      field('File').files = transfer.files
      for (const type of ['input', 'change']) {
        field('File').dispatchEvent(new Event(type, { bubbles: true }))
      }
      field('Switch').click()
      field('Message').value = 'Hello'
      const enter = { key: 'Enter', bubbles: true, cancelable: true }
      field('Message').dispatchEvent(new KeyboardEvent('keydown', enter))
    })
    await hydrate()
    await hears(page, { files: ['list.txt'], isOn: true, sent: ['Hello'] })
    assert.isTrue(await page.getByLabel('Switch').isChecked())
  })

  test('what is typed into an editable element stays, and what comes after it happens', async ({
    assert,
  }) => {
    const { page, hydrate } = await open('/early', MISMATCH)
    await page.getByLabel('Editable').fill('Begin and end')
    await page.getByRole('button', { name: 'Click' }).click()
    await hydrate()
    await hears(page, { edited: 'Begin and end', sent: ['clicked'] })
    assert.equal(await page.getByLabel('Editable').innerText(), 'Begin and end')
  })

  test('the last choice of a group is the one', async ({ assert }) => {
    const { page, hydrate } = await open('/early')
    await page.getByLabel('Size m').check()
    await page.getByLabel('Size l').check()
    await hydrate()
    await hears(page, { size: 'l' })
    assert.isTrue(await page.getByLabel('Size l').isChecked())
    assert.isFalse(await page.getByLabel('Size s').isChecked())
  })

  test('a choice that was taken back is none', async ({ assert }) => {
    const { page, hydrate } = await open('/early')
    await page.getByLabel('Size m').check()
    await page.getByLabel('Size s').check()
    await page.getByLabel('Agreed').check()
    await page.getByLabel('Agreed').uncheck()
    await page.getByRole('button', { name: 'Click' }).click()
    await hydrate()
    await hears(page, { size: 's', agreed: false, sent: ['clicked'] })
    assert.isTrue(await page.getByLabel('Size s').isChecked())
  })

  test('the caret stays where it is', async ({ assert }) => {
    const { page, hydrate } = await open('/early')
    const field = page.getByLabel('Text')
    await field.pressSequentially('hello')
    await field.press('ArrowLeft')
    await field.press('ArrowLeft')
    await hydrate()
    await hears(page, { text: 'hello' })
    await page.keyboard.type('X')
    await hears(page, { text: 'helXlo' })
    assert.equal(await field.inputValue(), 'helXlo')
  })

  test('a composition goes on', async ({ assert }) => {
    const { page, hydrate } = await open('/early')
    const field = page.getByLabel('Text')
    await field.focus()
    const devTools = await page.context().newCDPSession(page)
    const compose = (text: string) =>
      devTools.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      })
    await field.evaluate((input) => {
      const ended: string[] = []
      Object.assign(globalThis, { ended })
      input.addEventListener('compositionend', (event) =>
        ended.push((event as CompositionEvent).data)
      )
    })
    await compose('にほ')
    await hydrate()
    await hears(page, { text: 'にほ' })
    assert.deepEqual(await page.evaluate('ended'), [])
    await compose('にほん')
    await devTools.send('Input.insertText', { text: '日本' })
    await hears(page, { text: '日本' })
    assert.deepEqual(await page.evaluate('ended'), ['日本'])
  })

  test('a sign without a number stays in its field', async ({ assert }) => {
    const { page, hydrate } = await open('/early')
    const field = page.getByLabel('Count')
    await field.pressSequentially('-')
    await hydrate()
    await field.press('5')
    await hears(page, { count: '-5' })
    assert.equal(await field.inputValue(), '-5')
  })

  test('what a browser fills in without an event is told', async ({ assert }) => {
    const { page, hydrate } = await open('/early')
    await page.evaluate(() => {
      document.querySelector<HTMLInputElement>('[aria-label=Text]')!.value = 'Ada'
      document.querySelector<HTMLInputElement>('[aria-label=Agreed]')!.checked = true
    })
    await hydrate()
    await hears(page, { text: 'Ada', agreed: true })
    assert.equal(await page.getByLabel('Text').inputValue(), 'Ada')
    assert.isTrue(await page.getByLabel('Agreed').isChecked())
  })

  test('a text area with a text of its own keeps what was typed', async ({ assert }) => {
    const { page, hydrate } = await open('/early')
    await page.getByLabel('Note').fill('Another note')
    await hydrate()
    await hears(page, { note: 'Another note' })
    assert.equal(await page.getByLabel('Note').inputValue(), 'Another note')
  })

  for (const [reason, path, disturb] of [
    ['a clock', '/early?clock=1', () => {}],
    ['an extension', '/early', intrude],
  ] as const) {
    test(`nothing is lost when ${reason} makes React draw the page anew`, async ({ assert }) => {
      const { page, hydrate } = await open(path, MISMATCH)
      await disturb(page)
      await page.getByLabel('Text').pressSequentially('hello')
      await page.getByLabel('File').setInputFiles(FILE)
      await page.getByLabel('Size l').check()
      await page.getByLabel('Agreed').check()
      await page.getByLabel('Note').fill('Another note')
      await page.getByLabel('Editable').fill('Begin and end')
      await page.getByRole('button', { name: 'Click' }).click()
      // The button cannot be pressed before React has heard of the text
      await page.getByLabel('Text').press('Enter')
      await hydrate()
      await hears(page, {
        text: 'hello',
        note: 'Another note',
        file: 'list.txt',
        size: 'l',
        agreed: true,
        edited: 'Begin and end',
        sent: ['clicked'],
      })
      await page.getByText('{"text":"hello","size":"l","agreed":"on"}').waitFor()
      assert.equal(
        await page.locator('#saved').innerText(),
        '{"text":"hello","size":"l","agreed":"on"}'
      )
    })
  }

  test('the focus and the caret go along with a field that is replaced', async () => {
    const { page, hydrate } = await open('/early?clock=1', MISMATCH)
    await page.getByLabel('Message').pressSequentially('hello')
    await page.getByLabel('Message').press('ArrowLeft')
    await page.getByLabel('Message').press('Enter')
    await hydrate()
    await hears(page, { sent: ['hello'] })
    await page.keyboard.type('X')
    await page.keyboard.press('Enter')
    await hears(page, { sent: ['hello', 'hellXo'] })
  })

  test('a form that was submitted and replaced is submitted, once', async ({ assert }) => {
    const { page, hydrate } = await open('/early?clock=1', MISMATCH)
    await page.getByLabel('Size m').check()
    await page.evaluate(() => {
      const form = document.querySelector<HTMLFormElement>('[aria-label=entry]')!
      form.requestSubmit()
    })
    await hydrate()
    await page.getByText('{"size":"m"}').waitFor()
    await hears(page, { size: 'm' })
    assert.equal(await page.locator('#saved').innerText(), '{"size":"m"}')
  })

  test('Enter in a field reaches the page, and submits', async ({ assert }) => {
    const { page, hydrate } = await open('/early')
    await page.getByLabel('Message').pressSequentially('Hello')
    await page.getByLabel('Message').press('Enter')
    await page.getByLabel('Text').fill('typed')
    await page.getByLabel('Text').press('Enter')
    await hydrate()
    await hears(page, { sent: ['Hello'] })
    await page.getByText('{"text":"typed","size":"s"}').waitFor()
    assert.equal(await page.locator('#saved').innerText(), '{"text":"typed","size":"s"}')
  })

  /** Has a page load a script that is not there. */
  async function loseScript(page: Page, source: string): Promise<void> {
    await page.evaluate(async (src) => {
      const script = Object.assign(document.createElement('script'), { type: 'module', src })
      const lost = new Promise((resolve) => script.addEventListener('error', resolve))
      document.head.append(script)
      await lost
    }, source)
  }

  const ELSEWHERE = 'http://localhost:9/count.js'
  const LOST = /Failed to load|ERR_/

  test('nothing is lost when a script from elsewhere is blocked', async () => {
    const { page, hydrate } = await open('/early', LOST)
    await page.getByRole('button', { name: 'Click' }).click()
    await loseScript(page, ELSEWHERE)
    await page.getByLabel('Message').pressSequentially('Hello')
    await page.getByLabel('Message').press('Enter')
    await hydrate()
    await hears(page, { sent: ['clicked', 'Hello'] })
  })

  test('nothing is lost when one is blocked before anything happens', async () => {
    const { page, hydrate } = await open('/early', LOST)
    await loseScript(page, ELSEWHERE)
    await page.getByRole('button', { name: 'Click' }).click()
    await hydrate()
    await hears(page, { sent: ['clicked'] })
  })

  test('it happens without the script when one from the same host is gone', async ({ assert }) => {
    const { page } = await open('/early', LOST)
    await page.getByRole('button', { name: 'Click' }).click()
    const noted = () => page.evaluate('__reflexEarlyEvents.events.length')
    assert.equal(await noted(), 1)
    await loseScript(page, '/gone.js')
    assert.equal(await noted(), 0)
  })

  test('one that fails ends nothing', async ({ assert }) => {
    const errors: string[] = []
    const { page, hydrate } = await open('/early', /requestSubmit/)
    page.on('pageerror', ({ message }) => errors.push(message))
    await page.evaluate(() => {
      document.querySelector('time, pre')!.dispatchEvent(new Event('submit', { bubbles: true }))
    })
    await page.getByLabel('Text').fill('typed')
    await page.getByRole('button', { name: 'Click' }).click()
    await hydrate()
    await hears(page, { text: 'typed', sent: ['clicked'] })
    assert.lengthOf(errors, 1)
  })
})
