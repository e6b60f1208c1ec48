/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { fanOut, tabCrowd } from './load/crowd.ts'
import { idleTabs } from './load/idle_tabs.ts'
import { load } from './load/load.ts'
import type { Peer } from './load/load.ts'
import { tabPeer } from './load/peers.ts'
import { startServer } from './server_process.ts'
import { printTable } from './table.ts'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 3)

const TABS = [100, 1_000, 10_000]
const ROWS = [10, 100, 1_000, 10_000, 100_000]
const MEMBERS = [10, 100, 1_000]
const KILOBYTES = [1, 10, 100, 1_000]

/**
 * How what an event costs grows with what is there: tabs, state, rows and members.
 */
export async function measureGrowth(): Promise<void> {
  await growWithTabs()
  await growWithState()
  await growWithRows()
  await growWithMembers()
}

async function growWithTabs(): Promise<void> {
  const rows: (string | number)[][] = []
  for (const count of TABS) {
    const { heap, external, alone, beside } = await idleTabs(count)
    rows.push([name(count), (heap + external) / 1_000, alone.p50, beside.p50])
  }
  printTable(
    'Growth with idle tabs (goal: 8 kB each, and events as fast as without them)',
    ['', 'kB each', 'event alone, µs', 'beside them'],
    rows
  )
}

async function growWithState(): Promise<void> {
  const rows: (string | number)[][] = []
  for (const store of ['memory', 'file', 'redis']) {
    const times: number[] = []
    for (const kilobytes of KILOBYTES) {
      const server = await startServer('reflex', { REFLEX_STORE: store })
      times.push(await median(() => tabPeer(server.port, 'BareState', `/ballast/${kilobytes}`)))
      await server.stop()
    }
    rows.push([`${store} store`, ...times, times[times.length - 1] / times[0]])
  }
  printTable(
    'Growth of a counter step with the state beside it (µs, median; goal: last / first at most 1.5)',
    ['', ...KILOBYTES.map((kilobytes) => `${name(kilobytes)} kB`), 'last / first'],
    rows
  )
}

async function growWithRows(): Promise<void> {
  const rows: (string | number)[][] = []
  for (const count of ROWS) {
    const server = await startServer('reflex')
    const step = (event: string) =>
      median(() => tabPeer(server.port, 'LongListState', `/list/${count}`, event))
    const [toggle, insert] = [await step('toggle'), await step('insertFirst')]
    rows.push([name(count), toggle, insert, insert / toggle])
    await server.stop()
  }
  printTable(
    'Growth of an event with the rows of its list (µs, median; goal: ratio at most 5 at 100,000)',
    ['', 'a row changes', 'a row is put first', 'ratio'],
    rows
  )
}

async function growWithMembers(): Promise<void> {
  const rows: (string | number)[][] = []
  for (const count of MEMBERS) {
    const server = await startServer('reflex')
    const times = await fanOut(await tabCrowd(server.port, count))
    const time = times[times.length >> 1]
    rows.push([name(count), time, (time / count) * 1_000])
    await server.stop()
  }
  printTable(
    'Growth of a change of a room with its members (median; goal: no more for each)',
    ['', 'all have it, ms', 'µs each'],
    rows
  )
}

/** @returns microseconds that an event of one tab takes */
async function median(connect: () => Promise<Peer>): Promise<number> {
  const { p50 } = await load(connect, 1, SECONDS)
  return p50
}

function name(count: number): string {
  return count.toLocaleString('en')
}
