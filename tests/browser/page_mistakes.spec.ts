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

export default class SlipState extends State {
  @rx.var() list: { id: number; tags: string[] }[] = [{ id: 2, tags: [] }, { id: 1, tags: [] }]
  @rx.var() calls = 0

  @rx.event() go() {
    this.calls++
  }
  @rx.event() grow() {
    this.list.push({ id: this.list.length + 1, tags: [] })
    this.list[0].tags.push('tag')
  }
  forgotten() {
    this.calls = 100
  }
}
`

const PAGE = `import { Component, StrictMode, Suspense, startTransition, use, useEffect, useLayoutEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { page, useReflex } from 'reflex-adonis/react'
import SlipState from '#states/slip_state'

class Boundary extends Component<{ children: ReactNode }> {
  state = { message: '' }
  static getDerivedStateFromError(error: Error) {
    return { message: error.message }
  }
  render() {
    return this.state.message ? <p id="caught">{this.state.message}</p> : this.props.children
  }
}

type Slip = ReturnType<typeof useReflex<typeof SlipState>>

function CallsInRender() {
  const slip = useReflex(SlipState)
  void slip.go()
  return <p>{slip.calls}</p>
}

function CallsGiven({ slip }: { slip: Slip }) {
  void slip.go.debounce(5)()
  return null
}

const never = new Promise<string>(() => {})
function Waits() {
  const slip = useReflex(SlipState)
  return <i>{slip.calls}{use(never)}</i>
}

/** Calls in all places where it may. */
function CallsElsewhere() {
  const slip = useReflex(SlipState)
  const [, setTurn] = useState(0)
  useLayoutEffect(() => void slip.go(), [slip.go])
  useEffect(() => void slip.go(), [slip.go])
  return (
    <>
      <b ref={(node) => void (node && slip.go())}>b</b>
      <button
        onClick={() => {
          flushSync(() => setTurn((turn) => turn + 1))
          void slip.go()
          startTransition(async () => {
            await slip.go()
          })
        }}
      >
        Everywhere
      </button>
    </>
  )
}

export default page({ route: '/slip', title: 'Slip', ssr: false }, () => {
  const slip = useReflex(SlipState)
  const [shown, show] = useState('')
  const push = (change: (list: never[]) => void) => () => {
    try {
      change(slip.list as never)
    } catch (error) {
      show('refused')
    }
  }
  return (
    <StrictMode>
      <p id="calls">calls {slip.calls}</p>
      <p id="list">list {slip.list.map(({ id, tags }) => id + tags.join()).join(' ')}</p>
      <button onClick={push((list) => list.push(99 as never))}>Push</button>
      <button onClick={push((list) => list.sort())}>Sort</button>
      <button onClick={() => void slip.grow()}>Grow</button>
      <button onClick={() => void slip.forgotten()}>Forgotten</button>
      <button onClick={() => show('own')}>Own</button>
      <button onClick={() => show('child')}>Child</button>
      <button onClick={() => show('elsewhere')}>Elsewhere</button>
      <p id="shown">{shown}</p>
      <Boundary key={shown}>
        {shown === 'own' && <CallsInRender />}
        {shown === 'child' && <CallsGiven slip={slip} />}
        {shown === 'elsewhere' && (
          <>
            <CallsElsewhere />
            <Suspense fallback={<p>Waiting</p>}>
              <Waits />
            </Suspense>
          </>
        )}
      </Boundary>
    </StrictMode>
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

test.group('Mistakes of pages, while developing', (group) => {
  let demo: DevelopedDemo
  let page: Page

  group.setup(async () => {
    demo = new DevelopedDemo()
    await demo.serve()
    await demo.write('app/states/slip_state.ts', STATE)
    await demo.write('resources/pages/slip.tsx', PAGE)
    await answers(`${demo.url}/slip`, 200)
    return () => demo.end()
  })
  group.each.timeout(180_000)

  async function open() {
    page = await openPage({ baseURL: demo.url })
    await visit(page, '/slip')
    await page.getByText('list 2 1', { exact: true }).waitFor()
  }

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

  test('a list that is changed in place says so at once, and changes of the server still come', async () => {
    await open()
    for (const name of ['Push', 'Sort']) {
      await press(name)
      await page.locator('#shown', { hasText: 'refused' }).waitFor()
      await page.getByText('list 2 1', { exact: true }).waitFor()
    }
    await press('Grow')
    await page.getByText('list 2tag 1 3', { exact: true }).waitFor()
    await press('Grow')
    await page.getByText('list 2tag,tag 1 3 4', { exact: true }).waitFor()
  })

  for (const [name, event] of [
    ['Own', 'go'],
    ['Child', 'go'],
  ]) {
    test(`an event in a render ends it, and names itself: ${name}`, async ({ assert }) => {
      await open()
      await press(name)
      const caught = page.locator('#caught')
      await caught.waitFor()
      assert.include(await caught.textContent(), `"${event}" of the state "SlipState" was called`)
      assert.equal(await page.locator('#calls').textContent(), 'calls 0')
    })
  }

  test('events in effects, refs, handlers and transitions run', async ({ assert }) => {
    await open()
    await press('Elsewhere')
    await page.getByText('Waiting', { exact: true }).waitFor()
    // Twice each, in strict mode, and once more where the ref is a new function
    await page.waitForFunction(
      () => Number(document.querySelector('#calls')?.textContent?.slice(6)) >= 6
    )
    const before = Number((await page.locator('#calls').textContent())!.slice(6))
    await press('Everywhere')
    await page.waitForFunction(
      (count) => Number(document.querySelector('#calls')?.textContent?.slice(6)) >= count + 2,
      before
    )
    assert.equal(await page.locator('#caught').count(), 0)
  })

  test('a method without @rx.event() says what it lacks', async ({ assert }) => {
    await open()
    const lines: string[] = []
    page.on('console', (message) => lines.push(message.text()))
    await press('Forgotten')
    await page.getByText('"forgotten" is not an event of the state "SlipState"').waitFor()
    await page.getByText('Pages can call methods with @rx.event() before them').waitFor()
    assert.isTrue(lines.some((line) => line.includes('SlipState.forgotten')))
    assert.equal(await page.locator('#calls').textContent(), 'calls 0')
  })
})
