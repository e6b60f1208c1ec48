/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import type { BootData, ServerFrame } from 'reflex-adonis/types'
import { gates } from '#services/gates'
import { BrowserSession } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

/** Tabs that one browser session of the lab may have. */
const LIMIT = 5

/** A page whose tab is gone. */
function forgotten(boot: BootData): BootData {
  const [, ...rest] = boot.token.split('.')
  return { ...boot, token: [randomBytes(16).toString('base64url'), ...rest].join('.') }
}

const TABS = {
  'of a tab that is there': (boot: BootData) => boot,
  'of a tab that is gone': forgotten,
}

function hello({ token, build, page }: BootData) {
  return { t: 'hello', v: 1, token, build, url: page.url, n: 0, id: 0 }
}

function event(id: number) {
  return { t: 'event', id, s: 'CounterState', e: 'increment' }
}

async function lost(tab: SocketTab, ids: number[]): Promise<number[] | undefined> {
  const pong = tab.next(({ t }: ServerFrame) => t === 'pong') as Promise<
    ServerFrame & { t: 'pong' }
  >
  tab.send({ t: 'ping', ids })
  return (await pong).lost
}

test.group('Every event settles', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  for (const [what, of] of Object.entries(TABS)) {
    test(`one that comes in the moment of the welcome is answered: ${what}`, async ({ assert }) => {
      const boots: BootData[] = []
      while (boots.length < LIMIT) boots.push(await browser.load('/'))
      for (const boot of boots) {
        const tab = await browser.connect(of(boot))
        const answered = tab.answer(1)
        tab.socket.once('message', () => tab.send(event(1)))
        tab.send(hello(tab.boot))
        assert.isUndefined((await answered).x)
      }
    })

    test(`one that comes with the hello is answered after the welcome: ${what}`, async ({
      assert,
    }) => {
      const tab = await browser.connect(of(await browser.load('/')))
      const answers = [tab.answer(1), tab.answer(2)]
      tab.send(hello(tab.boot))
      tab.send(event(1))
      tab.send(event(2))
      for (const answer of answers) assert.isUndefined((await answer).x)
      assert.equal(tab.frames[0].t, 'welcome')
    })
  }

  test('frames before the welcome are taken up to a number', async ({ assert }) => {
    const before = await browser.open('/aside/settling')
    await before.hello()
    const answer = before.call('NoteState', 'publishLate')
    await lost(before, [])
    // It waits for the event of the document before
    const tab = await browser.connect(before.boot)
    tab.send(hello(tab.boot))
    for (let id = 2; id <= 41; id++) tab.send({ ...event(id), s: 'NoteState', e: 'none' })
    const pong = tab.next(({ t }) => t === 'pong')
    tab.send({ t: 'ping' })
    await pong
    const refused = tab.frames.filter(({ t }) => t === 'error')
    assert.lengthOf(refused, 20)
    assert.containsSubset(refused[0], { code: 'E_FRAME_INVALID' })
    const last = tab.answer(21)
    gates.open('publish')
    assert.equal((await last).x!.code, 'E_EVENT_UNKNOWN')
    void answer.catch(() => {})
  })

  test('a browser learns which of its events nobody works on', async ({ assert }) => {
    const tab = await browser.open('/aside/settling')
    await tab.hello()
    const answer = tab.call('NoteState', 'publishLate')
    assert.deepEqual(await lost(tab, [1, 2, 77]), [2, 77])
    gates.open('publish')
    await answer
    assert.deepEqual(await lost(tab, [1, 2]), [1, 2])
    const again = tab.next(({ t }) => t === 'pong')
    tab.send({ t: 'ping' })
    assert.deepEqual(await again, { t: 'pong' })
  })

  test('a background event that runs is one that somebody works on', async ({ assert }) => {
    const tab = await browser.open('/counts')
    await tab.hello()
    await tab.call('CountState', 'climb', 1, 3_600_000)
    assert.deepEqual(await lost(tab, [1]), [])
    const end = tab.next((frame) => frame.t === undefined && frame.e === 1)
    await tab.call('CountState', 'stop')
    await end
    assert.deepEqual(await lost(tab, [1]), [1])
  })

  test('a socket that lost its tab to another one is closed', async ({ assert }) => {
    const boot = await browser.load('/')
    const sockets = await Promise.all([1, 2, 3].map(() => browser.connect({ ...boot })))
    const closed = sockets.map((tab) => tab.closed())
    for (const tab of sockets) tab.send(hello(boot))
    assert.equal(await Promise.race(closed), 4409)
    const open = () => sockets.filter(({ socket }) => socket.readyState === socket.OPEN)
    while (open().length > 1) await setTimeout(5)
    assert.equal((await open()[0].call('CounterState', 'increment')).x, undefined)
  })
})

test.group('Tabs of a browser session', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  async function greeted(): Promise<SocketTab> {
    const tab = await browser.open('/')
    await tab.hello()
    return tab
  }

  /** Pages whose tabs only the store has. */
  async function sleepers(count: number): Promise<BootData[]> {
    const { registry } = (await app.container.make('reflex')).tabs
    const boots: BootData[] = []
    while (boots.length < count) {
      const some = Math.min(LIMIT, count - boots.length)
      const tabs: SocketTab[] = []
      for (let index = 0; index < some; index++) tabs.push(await greeted())
      for (const tab of tabs) {
        boots.push(tab.boot)
        tab.socket.terminate()
      }
      const ids = tabs.map(({ boot }) => boot.token.split('.')[0])
      while (ids.some((id) => registry.find(id)?.connected)) await setTimeout(5)
      registry.sweep(performance.now() + 30_000)
      while (ids.some((id) => registry.find(id))) await setTimeout(5)
    }
    return boots
  }

  test('those that come back from the store count', async ({ assert }) => {
    await browser.load('/')
    const boots = await sleepers(3 * LIMIT)
    const outcomes = await Promise.all(
      boots.map(async (boot) => {
        const tab = await browser.connect(boot)
        const welcomed = tab.next(({ t }) => t === 'welcome').then(() => 'welcome' as const)
        welcomed.catch(() => {})
        tab.send(hello(tab.boot))
        return Promise.race([welcomed, tab.closed()])
      })
    )
    const counted = Object.groupBy(outcomes, String)
    assert.lengthOf(counted.welcome!, LIMIT)
    assert.lengthOf(counted['4429']!, 2 * LIMIT)
  })

  test('one without a socket makes room for one that comes back', async ({ assert }) => {
    await browser.load('/')
    const [sleeper] = await sleepers(1)
    const tabs: SocketTab[] = []
    for (let index = 0; index < LIMIT; index++) tabs.push(await greeted())
    const { registry } = (await app.container.make('reflex')).tabs
    tabs[0].socket.terminate()
    while (registry.find(tabs[0].boot.token.split('.')[0])?.connected) await setTimeout(5)
    const back = await browser.connect(sleeper)
    const welcome = await back.hello()
    assert.isUndefined(welcome.fresh)
    assert.isUndefined(registry.find(tabs[0].boot.token.split('.')[0]))
  })
})
