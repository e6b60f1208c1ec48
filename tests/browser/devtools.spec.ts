/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { logIn, openPage, visit } from '../helpers/browser/main.ts'
import { violations } from '../helpers/browser/violations.ts'
import { DevelopedDemo } from '../helpers/developed_demo.ts'

const STATE_FILE = 'app/states/probe_state.ts'

const STATE = `import { Bouncer } from '@adonisjs/bouncer'
import emitter from '@adonisjs/core/services/emitter'
import logger from '@adonisjs/core/services/logger'
import { AppState, rx } from 'reflex-adonis'
import Category from '#models/category'
import type User from '#models/user'

const mayTick = Bouncer.ability((user: User) => user.isAdmin)

export default class ProbeState extends AppState {
  @rx.var() names: string[] = []
  @rx.var() count = 0
  @rx.var() password = 'nobody may read this'

  @rx.event() async read() {
    const names: string[] = []
    for (const id of [1, 2, 3, 4]) {
      const category = await Category.find(id)
      if (category) names.push(category.name)
    }
    this.names = names
  }

  @rx.event() async add(metal: string) {
    this.count++
    const { length } = await Category.all()
    await Category.create({ name: metal + length, slug: metal.toLowerCase() + length, tagline: '' })
    return (await Category.all()).length
  }

  @rx.event() async rows() {
    this.names = (await Category.query().orderBy('id')).map(({ name }) => name)
  }

  @rx.event() tick() {
    this.count++
  }

  @rx.event() async notify() {
    await this.ctx.bouncer.allows(mayTick)
    logger.warn('A line of the probe')
    this.ctx.i18n.t('probe.nobody_has_this')
    const message = { subject: 'A mail of the probe', to: ['ada@example.com'] }
    await emitter.emit('mail:sent' as never, { message } as never)
  }

  @rx.event() fail() {
    throw new Error('This probe fails')
  }
}
`

const PAGE = `import { page, useReflex } from 'reflex-adonis/react'
import ProbeState from '#states/probe_state'

export default page({ route: '/probe', title: 'Probe' }, () => {
  const probe = useReflex(ProbeState)
  return (
    <div className="wrap">
      <h1>Probe</h1>
      <button onClick={() => probe.read()}>Read</button>
      <button onClick={() => probe.add('Copper')}>Add</button>
      <button onClick={() => probe.rows()}>Rows</button>
      <button onClick={() => probe.tick()}>Tick</button>
      <button onClick={() => probe.notify()}>Notify</button>
      <button onClick={() => probe.fail().catch(() => {})}>Fail</button>
      <p id="count">{probe.count}</p>
      <ul id="names">{probe.names.map((name) => <li key={name}>{name}</li>)}</ul>
    </div>
  )
})
`

/** Where the pictures are that somebody is to look at; none where nobody asks for them. */
const PICTURES = process.env.DEVTOOLS_PICTURES

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return
  await mkdir(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `${name}.png`) })
}

/** Where everything of the page stands. */
function boxes(page: Page): Promise<unknown[]> {
  return page.evaluate(() =>
    [...document.body.querySelectorAll('*'), document.body, document.documentElement].map(
      (element) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        return [element.tagName, x, y, width, height]
      }
    )
  )
}

const dockOf = (page: Page) => page.getByRole('region', { name: 'Devtools of reflex-adonis' })

async function open(page: Page, tab = 'Timeline') {
  const dock = dockOf(page)
  if (!(await dock.isVisible())) await page.keyboard.press('Alt+Shift+D')
  await dock.getByRole('tab', { name: tab, exact: true }).click()
  return dock
}

test.group('Devtools', (group) => {
  const demo = new DevelopedDemo()
  let line: number

  group.setup(async () => {
    await demo.create()
    await demo.write(STATE_FILE, STATE)
    await demo.write('resources/pages/probe.tsx', PAGE)
    await demo.replace(
      'config/shield.ts',
      /enabled: false,\s+directives: \{\},/,
      `enabled: true,
       directives: {
         defaultSrc: ["'self'"],
         scriptSrc: ["'self'", '@nonce'],
         styleSrc: ["'self'", '@nonce'],
         connectSrc: ["'self'", 'ws:'],
       },`
    )
    line = STATE.split('\n').findIndex((text) => text.includes('Category.find(')) + 1
    await demo.serve()
    return () => demo.end()
  })
  group.each.timeout(180_000)

  test('the timeline has each event, what it costs, and what came of it', async ({ assert }) => {
    const page = await openPage({ baseURL: demo.url })
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text())
    })
    const frames: string[] = []
    page.on('websocket', (socket) => {
      const note = ({ payload }: { payload: string | Buffer }) => frames.push(String(payload))
      if (!new URL(socket.url()).pathname.endsWith('/_event')) return
      socket.on('framesent', note)
      socket.on('framereceived', note)
    })
    await visit(page, '/probe')
    const before = await boxes(page)
    const dock = await open(page)
    assert.deepEqual(await boxes(page), before)

    await page.getByRole('button', { name: 'Read' }).click()
    const read = dock.getByRole('button', { name: 'ProbeState.read' })
    await read.getByText('N+1').waitFor()
    await read.click()
    await dock.getByText(`N+1: 4 times from ${STATE_FILE}:${line}`).first().waitFor()
    await dock.getByRole('region', { name: 'Changed vars' }).getByText('ProbeState.names').waitFor()
    await dock.getByRole('region', { name: 'Time' }).getByText('Handler').waitFor()
    await dock
      .getByRole('region', { name: 'Time' })
      .getByText(/^Middleware /)
      .first()
      .waitFor()
    await picture(page, 'timeline')

    await page.getByRole('button', { name: 'Fail' }).click()
    await dock.getByRole('button', { name: 'ProbeState.fail' }).getByText('500').waitFor()
    // Its document has all vars, and the value of no secret
    await dock.getByRole('button', { name: /document.*\/probe/ }).click()
    assert.notInclude(await dock.innerText(), 'nobody may read this')
    assert.deepEqual(complaints, [])
    // Frames know nothing of it
    assert.isTrue(frames.some((frame) => frame.includes('ProbeState')))
    for (const frame of frames) assert.notMatch(frame, /devtools|queries|"t":"feature"/)
  })

  test('queries have their line, are marked where they repeat, and are explained', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: demo.url })
    await visit(page, '/probe')
    const dock = await open(page, 'Queries')
    await page.getByRole('button', { name: 'Read' }).click()
    await dock.getByText(`N+1: 4 times from ${STATE_FILE}:${line}`).waitFor()
    await dock.getByRole('button', { name: 'Explain' }).first().click()
    await dock.getByText(/SEARCH categories/).waitFor()
    await picture(page, 'queries')
    // Vite would open the editor of whoever runs the tests
    const asked: string[] = []
    await page.route('**/__open-in-editor?*', (route) => {
      asked.push(new URL(route.request().url()).searchParams.get('file')!)
      return route.fulfill({ status: 200 })
    })
    const place = `${STATE_FILE}:${line}`
    await Promise.all([
      page.waitForResponse('**/__open-in-editor?*'),
      dock.getByRole('button', { name: place }).first().click(),
    ])
    assert.deepEqual(asked, [place])
    assert.deepEqual(await violations(page), [])
  })

  test('an event is run again on the state before it, and the database is as it was', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: demo.url })
    await visit(page, '/probe')
    const dock = await open(page)
    await page.getByRole('button', { name: 'Rows', exact: true }).click()
    const rows = page.locator('#names li')
    await rows.first().waitFor()
    const names = await rows.allInnerTexts()
    assert.notInclude(names, 'Copper')

    const { length } = names
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.locator('#count', { hasText: '1' }).waitFor()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.locator('#count', { hasText: '2' }).waitFor()
    // The first of both: the newest is on top
    await dock.getByRole('button', { name: 'ProbeState.add' }).last().click()
    await dock.getByRole('button', { name: 'Run again' }).click()
    await dock.getByText('The database is as it was').waitFor()
    const again = dock
      .locator('section', { has: page.getByText('The database is as it was') })
      .last()
    const changed = again.getByRole('region', { name: 'Changed vars' })
    assert.match(await changed.innerText(), /ProbeState\.count\s+1\b/)
    // The rows are those of now, and one more while it ran
    assert.equal(await again.locator('pre').first().innerText(), String(length + 3))
    await again.scrollIntoViewIfNeeded()
    await picture(page, 'again')

    await page.getByRole('button', { name: 'Rows', exact: true }).click()
    await rows.getByText(`Copper${length + 1}`).waitFor()
    const expected = [...names, `Copper${length}`, `Copper${length + 1}`]
    assert.deepEqual(await rows.allInnerTexts(), expected)
    assert.equal(await page.locator('#count').innerText(), '2')
  })

  test('vars are shown with what has changed them, edited, and reset', async ({ assert }) => {
    const page = await openPage({ baseURL: demo.url })
    await visit(page, '/probe')
    const dock = await open(page, 'State')
    await page.getByRole('button', { name: 'Tick' }).click()
    await dock.getByRole('row', { name: /^count 1 ProbeState\.tick/ }).waitFor()
    await picture(page, 'state')
    await dock.getByRole('button', { name: 'Edit ProbeState.count' }).click()
    await dock.getByLabel('JSON of ProbeState.count').fill('41')
    await dock.getByRole('button', { name: 'Save' }).click()
    await page.locator('#count', { hasText: '41' }).waitFor()
    await page.getByRole('button', { name: 'Tick' }).click()
    await page.locator('#count', { hasText: '42' }).waitFor()
    await dock.getByRole('button', { name: 'Reset ProbeState.count' }).click()
    await page.locator('#count', { hasText: /^0$/ }).waitFor()
    assert.deepEqual(await violations(page), [])
  })

  test('what was done on the page is copied as a test', async ({ assert }) => {
    const permissions = ['clipboard-read', 'clipboard-write']
    const page = await openPage({ baseURL: demo.url, permissions })
    await visit(page, '/probe')
    await page.getByRole('button', { name: 'Tick' }).click()
    await page.locator('#count', { hasText: '1' }).waitFor()
    const dock = await open(page, 'Test')
    await dock.getByRole('button', { name: 'Copy as test' }).click()
    await dock.getByText('2 steps, copied to the clipboard').waitFor()
    await picture(page, 'test')
    const text = await page.evaluate(() => navigator.clipboard.readText())
    assert.include(text, "import ProbeState from '#states/probe_state'")
    assert.include(text, "const page = await visit('/probe')")
    assert.include(text, 'await page.state(ProbeState).tick()')
    assert.include(text, 'page.assertState(ProbeState, { count: 1 })')
    assert.notInclude(text, 'nobody may read this')
  })

  test('it says who the visitor is, what was asked of them, and what was sent and logged', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: demo.url })
    await page.goto('/login')
    await logIn(page, 'admin@example.com')
    await page.waitForURL((url) => url.pathname !== '/login')
    await visit(page, '/probe')
    await page.getByRole('button', { name: 'Notify' }).click()
    const dock = await open(page, 'Who am I')
    await dock.getByText('User with email admin@example.com').waitFor()
    await dock.getByRole('row', { name: /allowed ProbeState\.notify/ }).waitFor()
    await picture(page, 'identity')
    await open(page, 'Messages')
    await dock.getByRole('row', { name: /A mail of the probe.*ProbeState\.notify/ }).waitFor()
    await dock.getByRole('row', { name: /probe\.nobody_has_this/ }).waitFor()
    await dock.getByRole('row', { name: /warn.*A line of the probe/ }).waitFor()
    await picture(page, 'messages')
    assert.deepEqual(await violations(page), [])
  })

  test('it works by keyboard, and in a narrow window', async ({ assert }) => {
    const page = await openPage({ baseURL: demo.url, viewport: { width: 320, height: 560 } })
    await visit(page, '/probe')
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    await page.getByRole('button', { name: 'Reflex', exact: true }).press('Enter')
    const dock = dockOf(page)
    const focused = () =>
      page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent)
    assert.equal(await focused(), 'Timeline')
    await page.keyboard.press('ArrowRight')
    assert.equal(await focused(), 'Queries')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowRight')
    assert.equal(await focused(), 'Timeline')
    await page
      .getByRole('button', { name: 'Read' })
      .evaluate((button) => (button as HTMLElement).click())
    await dock.getByRole('button', { name: 'ProbeState.read' }).waitFor()
    await picture(page, 'narrow')
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width)
    const box = await dock.boundingBox()
    assert.isAtMost(box!.width, 320)
    await page.keyboard.press('Escape')
    assert.isFalse(await dock.isVisible())
    assert.equal(await focused(), 'Reflex')
    assert.deepEqual(await violations(page), [])
  })
})
