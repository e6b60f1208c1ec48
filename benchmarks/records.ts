/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { load } from './load/load.ts'
import { tabPeer } from './load/peers.ts'
import { startServer } from './server_process.ts'
import { printTable } from './table.ts'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 3)

/** Kilobytes that a tab holds beside the counter. */
const BALLAST = [1, 100, 1_000]

/**
 * What an event costs that changes a counter, beside what the tab holds and nobody touches.
 */
export async function measureRecords(): Promise<void> {
  const rows: (string | number)[][] = []
  for (const store of ['memory', 'file', 'redis']) {
    const times: number[] = []
    for (const kilobytes of BALLAST) {
      const server = await startServer('reflex', { REFLEX_STORE: store })
      const connect = () => tabPeer(server.port, 'BareState', `/ballast/${kilobytes}`)
      const { p50 } = await load(connect, 1, SECONDS)
      times.push(p50)
      await server.stop()
    }
    rows.push([`${store} store`, ...times, times[times.length - 1] / times[0]])
  }
  printTable(
    'A counter beside states that are not touched (µs, median)',
    ['', ...BALLAST.map((kilobytes) => `${kilobytes} kB`), 'last / first'],
    rows
  )
  console.log('\nGoal for stores that outlive the process: at most 1.5')
}
