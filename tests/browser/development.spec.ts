/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { openPage, visit } from '../helpers/browser/main.ts'
import { DevelopedDemo } from '../helpers/developed_demo.ts'

const SERVICE = `export const GREETING = 'first greeting'
`

const STATE = `import { State, rx } from 'reflex-adonis'
import { GREETING } from '#services/greeting'

export default class NoteState extends State {
  @rx.var() text = ''
  @rx.var() get summary() {
    return 'first summary of ' + this.text
  }
  @rx.var() get greeting() {
    return GREETING
  }
  @rx.var() get server() {
    return 'server ' + process.pid
  }

  @rx.event() write() {
    this.text = 'first answer'
  }
}
`

const IMPORTER = `import { State, rx } from 'reflex-adonis'
import NoteState from '#states/note_state'

export default class ReaderState extends State {
  @rx.var() seen = ''

  @rx.event() async look() {
    const note = await this.$get(NoteState)
    this.seen = 'seen: ' + note.summary
  }
}
`

const PAGE = `import { useState } from 'react'
import { Link, page, useReflex } from 'reflex-adonis/react'
import NoteState from '#states/note_state'
import ReaderState from '#states/reader_state'

export default page({ route: '/note', title: 'Note' }, () => {
  const note = useReflex(NoteState)
  const reader = useReflex(ReaderState)
  const [count, setCount] = useState(0)
  return (
    <div className="wrap">
      <h1>First heading</h1>
      <button onClick={() => setCount(count + 1)}>Counted {count}</button>
      <button onClick={() => note.write()}>Write</button>
      <p id="text">{note.text}</p>
      <p id="summary">{note.summary}</p>
      <p>{note.greeting}</p>
      <button onClick={() => reader.look()}>Look</button>
      <p>{reader.seen}</p>
      <p id="server">{note.server}</p>
      <Link to="/about">Leave</Link>
    </div>
  )
})
`

const STATE_FILE = 'app/states/note_state.ts'
const PAGE_FILE = 'resources/pages/note.tsx'

/** Asks until there is an answer with that status. */
async function answers(url: string, status: number): Promise<void> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.status === status) return
    await setTimeout(100)
  }
}

test.group('While developing', (group) => {
  let demo: DevelopedDemo
  let page: Page

  group.setup(async () => {
    demo = new DevelopedDemo()
    await demo.serve()
    return () => demo.end()
  })
  group.each.timeout(180_000)

  test('a page and a state that are added are picked up', async () => {
    page = await openPage({ baseURL: demo.url })
    await demo.write('app/services/greeting.ts', SERVICE)
    await demo.write(STATE_FILE, STATE)
    await demo.write('app/states/reader_state.ts', IMPORTER)
    await demo.write(PAGE_FILE, PAGE)
    await answers(`${demo.url}/note`, 200)
    await visit(page, '/note')
    await page.getByRole('button', { name: 'Write' }).click()
    await page.getByText('first answer', { exact: true }).waitFor()
  })

  test('a page that changes keeps the state of React, and the document', async ({ assert }) => {
    page = await openPage({ baseURL: demo.url })
    await visit(page, '/note')
    await page.getByRole('button', { name: 'Counted 0' }).click()
    await page.getByRole('button', { name: 'Counted 1' }).click()
    await page.getByRole('button', { name: 'Write' }).click()
    await page.getByText('first answer', { exact: true }).waitFor()
    await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }))

    await demo.replace('resources/pages/note.tsx', 'First heading', 'Second heading')
    await page.getByRole('heading', { name: 'Second heading' }).waitFor()
    await page.getByRole('button', { name: 'Counted 2' }).waitFor()
    await page.getByText('first answer', { exact: true }).waitFor()
    assert.isTrue(await page.evaluate(() => 'isSameDocument' in globalThis))
  })

  /** A page with one event behind it, and a look at what must not be lost. */
  async function openNote() {
    page = await openPage({ baseURL: demo.url })
    await visit(page, '/note')
    await page.getByRole('button', { name: 'Counted 0' }).click()
    await page.getByRole('button', { name: 'Write' }).click()
    await page.locator('#text', { hasText: 'answer' }).waitFor()
    await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }))
    const text = await page.locator('#text').textContent()
    const server = await page.locator('#server').textContent()
    return async (assert: Assert) => {
      assert.equal(await page.locator('#text').textContent(), text)
      assert.equal(await page.locator('#server').textContent(), server)
      assert.isTrue(await page.getByRole('button', { name: 'Counted 1' }).isVisible())
      assert.isTrue(await page.evaluate(() => 'isSameDocument' in globalThis))
    }
  }

  test('a state that is saved shows at once, and the next event runs it', async ({ assert }) => {
    const nothingIsLost = await openNote()
    const source = STATE.replace('first summary', 'second summary')
    await demo.write(STATE_FILE, source.replace('first answer', 'second answer'))
    await page.getByText('second summary of first answer', { exact: true }).waitFor()
    await nothingIsLost(assert)
    await page.getByRole('button', { name: 'Write' }).click()
    await page.getByText('second summary of second answer', { exact: true }).waitFor()
  })

  test('a state that another one imports is live in both', async ({ assert }) => {
    const nothingIsLost = await openNote()
    await demo.replace(STATE_FILE, 'second summary', 'third summary')
    await page.getByText('third summary of second answer', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Look' }).click()
    await page.getByText('seen: third summary of second answer').waitFor()
    await nothingIsLost(assert)
  })

  test('what only states import is live', async ({ assert }) => {
    const nothingIsLost = await openNote()
    await demo.replace('app/services/greeting.ts', 'first greeting', 'second greeting')
    await page.getByText('second greeting').waitFor()
    await nothingIsLost(assert)
  })

  test('new vars and events are there for a page that uses them', async ({ assert }) => {
    const nothingIsLost = await openNote()
    await demo.replace(
      PAGE_FILE,
      '<p id="text">',
      '<p>Mood: {note.mood}</p><button onClick={note.cheer}>Cheer</button><p id="text">'
    )
    await page.getByRole('button', { name: 'Cheer' }).waitFor()
    await demo.replace(
      STATE_FILE,
      "@rx.var() text = ''",
      `@rx.var() text = ''
      @rx.var() mood = 'calm'
      @rx.event() cheer() { this.mood = 'glad' }`
    )
    await page.getByText('Mood: calm').waitFor()
    await nothingIsLost(assert)
    await page.getByRole('button', { name: 'Cheer' }).click()
    await page.getByText('Mood: glad').waitFor()
    await nothingIsLost(assert)
  })

  test('a mistake leaves a state as it was, until it is saved again', async ({ assert }) => {
    const nothingIsLost = await openNote()
    const overlay = page.locator('vite-error-overlay')
    const mistakes = [
      ['write() {', 'write( {', 'E_SOURCE_SYNTAX'],
      ['write() {', 'then() {', 'Cannot use "then" as an event'],
      ["text = ''", 'text = nowhere()', 'nowhere is not defined'],
    ]
    for (const [index, [before, after, message]] of mistakes.entries()) {
      const source = STATE.replace('first answer', 'second answer').replace('first', `${index}.`)
      await demo.write(STATE_FILE, source.replace(before, after))
      await overlay.getByText(message).first().waitFor()
      await page.evaluate(() => document.querySelector('vite-error-overlay')!.remove())
      await page.getByRole('button', { name: 'Write' }).click()
      await nothingIsLost(assert)

      await demo.write(STATE_FILE, source)
      await page.getByText(`${index}. summary of second answer`).waitFor()
      await nothingIsLost(assert)
    }
  })

  test('a computed var that fails is told to the tabs where it fails, which show what they showed', async ({
    assert,
  }) => {
    const nothingIsLost = await openNote()
    const other = await page.context().newPage()
    await visit(other, `${demo.url}/note`)
    // Its state would fail as well, but another page shows nothing of it
    const left = await page.context().newPage()
    await visit(left, `${demo.url}/note`)
    await left.getByRole('button', { name: 'Write' }).click()
    await left.locator('#text', { hasText: 'answer' }).waitFor()
    await left.getByRole('link', { name: 'Leave' }).click()
    await left.waitForURL(`${demo.url}/about`)
    const source = STATE.replace('first summary', 'mended summary')
    const failing = "if (this.text) throw new Error('not yet'); return GREETING"
    await demo.write(STATE_FILE, source.replace('return GREETING', failing))
    await page.locator('.reflex-toast').getByText('not yet').waitFor()
    await other.getByText('mended summary of').first().waitFor()
    // The page that was left goes on, and its events come after the news of the class
    const [file] = await Promise.all([
      left.waitForEvent('download'),
      left.getByRole('button', { name: 'Download a file' }).click(),
    ])
    assert.equal(file.suggestedFilename(), 'counter.json')
    for (const tab of [page, other, left]) {
      assert.equal(await tab.locator('vite-error-overlay').count(), 0)
    }
    for (const tab of [other, left]) assert.equal(await tab.locator('.reflex-toast').count(), 0)
    await page.getByText('second greeting').waitFor()
    await nothingIsLost(assert)
    await other.close()

    await demo.write(STATE_FILE, source)
    await page.getByText('mended summary of').first().waitFor()
    await left.goBack()
    await left.getByText(/mended summary of \w+ answer/).waitFor()
    await left.close()
    await nothingIsLost(assert)
  })

  test('a page that is removed is gone', async () => {
    await demo.remove('resources/pages/note.tsx')
    await answers(`${demo.url}/note`, 404)
  })
})
