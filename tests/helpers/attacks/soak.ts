/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { HttpBrowser } from '../http_browser.ts'
import type { SocketTab } from '../socket_tab.ts'
import { RawSocket } from './raw_socket.ts'
import { Target } from './target.ts'
import type { Measures } from './target.ts'

/** Visitors at once. */
const VISITORS = 24

/** Rooms that they meet in. */
const ROOMS = 8

/** How long the process may take to come to rest, in milliseconds. */
const REST = 40_000

const MEGABYTE = 1024 * 1024

/**
 * What may be left. Code that was compiled and the caches of V8 grow for a while after the first
 * visits; a tab that is not freed has 11 kB, and the shortest soak opens thousands.
 */
export const TOLERANCE: Partial<Measures> = {
  heap: 6 * MEGABYTE,
  external: MEGABYTE,
  arrayBuffers: MEGABYTE,
  descriptors: 4,
  connections: 0,
  tabs: 0,
  running: 0,
}

export interface SoakResult {
  /** Visits by kind. */
  visits: Record<string, number>
  before: Measures
  after: Measures
  /** Bytes of the log. */
  log: number
  /** What has grown by more than it may. */
  grown: (keyof Measures)[]
}

/** A visit that has gone wrong in a way that no visitor has caused. */
const problems: unknown[] = []

type Visit = (browser: HttpBrowser, target: Target) => Promise<void>

async function greeted(browser: HttpBrowser, path = '/'): Promise<SocketTab> {
  const tab = await browser.open(path)
  await tab.hello()
  return tab
}

function some(list: readonly string[]): string {
  return list[Math.floor(Math.random() * list.length)]
}

const room = () => `/rooms/soak-${Math.floor(Math.random() * ROOMS)}`

/** What visitors do. */
const VISITS: Record<string, Visit> = {
  async calls(browser) {
    const tab = await greeted(browser)
    for (let call = 0; call < 10; call++) await tab.call('CounterState', 'increment')
    tab.close()
  },
  /** Leaves in the middle, with answers that nobody has read. */
  async rude(browser) {
    const tab = await greeted(browser)
    for (let id = 1; id <= 50; id++) {
      tab.send({ t: 'event', id, s: 'CounterState', e: 'increment' })
    }
    tab.socket.terminate()
  },
  async crawler(browser) {
    await browser.load(some(['/', '/counts', room()]))
  },
  async reconnects(browser) {
    const first = await greeted(browser)
    await first.call('CounterState', 'increment')
    first.socket.terminate()
    const second = await browser.connect(first.boot)
    await second.hello({ n: 0, id: 1 })
    await second.call('CounterState', 'increment')
    second.close()
  },
  async reloads(browser) {
    const first = await greeted(browser)
    await first.call('CounterState', 'increment')
    browser.cookies.set('reflex_tab', first.boot.token.split('.')[0])
    const second = await greeted(browser)
    browser.cookies.delete('reflex_tab')
    await second.call('CounterState', 'increment')
    first.close()
    second.socket.terminate()
  },
  /** Comes again when only the store has the tab. */
  async sleeps(browser) {
    const first = await greeted(browser)
    await first.call('CounterState', 'increment')
    first.socket.terminate()
    await setTimeout(500 + Math.random() * 6_000)
    const second = await browser.connect(first.boot)
    await second.hello({ n: 1, id: 1 })
    second.close()
  },
  async background(browser) {
    const tab = await greeted(browser, '/counts')
    await tab.call('CountState', 'climb', 20, 10)
    if (Math.random() < 0.5) await tab.call('CountState', 'stop')
    tab.socket.terminate()
  },
  async rooms(browser) {
    const tab = await greeted(browser, room())
    for (let call = 0; call < 5; call++) await tab.call('RoomState', 'increment')
    if (Math.random() < 0.5) tab.close()
    else tab.socket.terminate()
  },
  async forms(browser) {
    const body = new URLSearchParams({ name: 'Ada', motto: 'x'.repeat(500) })
    await (await browser.fetch('/profile', { method: 'POST', body })).text()
    const tab = await greeted(browser, '/profile')
    const answer = tab.answer(1)
    tab.send({ t: 'event', id: 1, s: 'ProfileState', e: 'save', a: [{ name: ' ' }], f: 1 })
    await answer
    tab.close()
  },
  async cookies(browser) {
    const tab = await greeted(browser, '/identity')
    const { c } = await tab.call('CookieState', 'bake', String(Math.random()))
    await (await browser.redeem(c!)).text()
    tab.close()
  },
  async failures(browser) {
    const tab = await greeted(browser)
    await tab.call('CounterState', 'boom')
    await tab.call('CounterState', 'nothing')
    tab.socket.terminate()
  },
  async strangers(_, target) {
    const raw = await RawSocket.connect(target)
    if (Math.random() < 0.5) raw.request({ origin: 'http://evil.example' })
    else if ((await raw.upgrade()) === 101) await raw.write(Buffer.from('garbage'))
    if (Math.random() < 0.5) raw.reset()
    else raw.destroy()
  },
}

async function visit(target: Target, visits: Record<string, number>): Promise<void> {
  const kinds = Object.keys(VISITS)
  const kind = some(kinds)
  const browser = target.browser()
  try {
    await VISITS[kind](browser, target)
    visits[kind] = (visits[kind] ?? 0) + 1
  } catch (error) {
    problems.push(new Error(`A visit of kind "${kind}" failed`, { cause: error }))
  } finally {
    browser.close()
  }
}

async function visitsFor(target: Target, milliseconds: number): Promise<Record<string, number>> {
  const visits: Record<string, number> = {}
  const end = performance.now() + milliseconds
  await Promise.all(
    Array.from({ length: VISITORS }, async () => {
      while (performance.now() < end && problems.length === 0) await visit(target, visits)
    })
  )
  if (problems.length > 0) throw new AggregateError(problems.splice(0), 'Visits failed')
  return visits
}

function grownSince(before: Measures, after: Measures): (keyof Measures)[] {
  const limits = Object.entries(TOLERANCE) as [keyof Measures, number][]
  return limits.filter(([name, limit]) => after[name] - before[name] > limit).map(([name]) => name)
}

/** Waits until nothing runs and nothing is kept, which has its time in the lab's configuration. */
async function atRest(target: Target): Promise<Measures> {
  const { running } = await target.until((each) => {
    return each.tabs === 0 && each.connections === 0 && each.running === 0
  })
  // What is in the store expires
  await setTimeout(KEEP_FOR + 2_000)
  return { ...(await target.measure()), running }
}

const KEEP_FOR = 4_000

/**
 * Visits the lab in a process of its own, with the memory store, and measures what is left.
 *
 * @param milliseconds - of visits, after those that warm it up
 */
export async function soak(milliseconds: number): Promise<SoakResult> {
  const target = await Target.start({
    SESSION_STORE: 'cookie',
    KEEP_FOR: String(KEEP_FOR),
    SLEEP_AFTER: '1000',
  })
  try {
    await visitsFor(target, Math.min(15_000, milliseconds))
    const before = await atRest(target)
    const visits = await visitsFor(target, milliseconds)
    let after = await atRest(target)
    const end = performance.now() + REST
    while (grownSince(before, after).length > 0 && performance.now() < end) {
      await setTimeout(1_000)
      after = await target.measure()
    }
    const grown = grownSince(before, after)
    return { visits, before, after, log: await target.logSize(), grown }
  } finally {
    await target.remove()
  }
}
