/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { openPage, visit } from '../helpers/browser/main.ts'
import { DevelopedDemo } from '../helpers/developed_demo.ts'

const STATE = `import { State, rx } from 'reflex-adonis'

export default class NoteState extends State {
  @rx.var() text = ''

  @rx.event() write() {
    this.text = 'first answer'
  }
}
`

const PAGE = `import { useState } from 'react'
import { page, useReflex } from 'reflex-adonis/react'
import NoteState from '#states/note_state'

export default page({ route: '/note', title: 'Note' }, () => {
  const note = useReflex(NoteState)
  const [count, setCount] = useState(0)
  return (
    <div className="wrap">
      <h1>First heading</h1>
      <button onClick={() => setCount(count + 1)}>Counted {count}</button>
      <button onClick={() => note.write()}>Write</button>
      <p>{note.text}</p>
    </div>
  )
})
`

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
  group.each.timeout(40_000)

  test('a page and a state that are added are picked up', async () => {
    page = await openPage({ baseURL: demo.url })
    await demo.write('app/states/note_state.ts', STATE)
    await demo.write('resources/pages/note.tsx', PAGE)
    await answers(`${demo.url}/note`, 200)
    await visit(page, '/note')
    await page.getByRole('button', { name: 'Write' }).click()
    await page.getByText('first answer').waitFor()
  })

  test('a page that changes keeps the state of React, and the document', async ({ assert }) => {
    page = await openPage({ baseURL: demo.url })
    await visit(page, '/note')
    await page.getByRole('button', { name: 'Counted 0' }).click()
    await page.getByRole('button', { name: 'Counted 1' }).click()
    await page.getByRole('button', { name: 'Write' }).click()
    await page.getByText('first answer').waitFor()
    await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }))

    await demo.replace('resources/pages/note.tsx', 'First heading', 'Second heading')
    await page.getByRole('heading', { name: 'Second heading' }).waitFor()
    await page.getByRole('button', { name: 'Counted 2' }).waitFor()
    await page.getByText('first answer').waitFor()
    assert.isTrue(await page.evaluate(() => 'isSameDocument' in globalThis))
  })

  test('an event that changes does what it says now', async () => {
    page = await openPage({ baseURL: demo.url })
    await visit(page, '/note')
    await page.getByRole('button', { name: 'Write' }).click()
    await page.getByText('first answer').waitFor()
    await demo.replace('app/states/note_state.ts', 'first answer', 'second answer')
    for (;;) {
      // The server starts again meanwhile, and an attempt may meet none
      try {
        await page.goto('/note')
        await page.getByRole('button', { name: 'Write' }).click({ timeout: 2_000 })
        await page.getByText('second answer').waitFor({ timeout: 1_000 })
        return
      } catch {
        await setTimeout(100)
      }
    }
  })

  test('a page that is removed is gone', async () => {
    await demo.remove('resources/pages/note.tsx')
    await answers(`${demo.url}/note`, 404)
  })
})
