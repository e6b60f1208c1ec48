/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { load } from './load/load.ts'
import { loadPage, openTab, tabPeer } from './load/peers.ts'
import { startServer } from './server_process.ts'
import { printTable } from './table.ts'

const TABS = Number(process.env.BENCH_TABS ?? 10_000)

/** Tabs that are opened at once. */
const AT_ONCE = 8

/** The registry looks for unused tabs every five seconds. */
const UNTIL_ASLEEP = 8_000

/**
 * What an idle tab with a state of about 1 kB costs the server's process.
 */
export async function measureMemory(): Promise<void> {
  const server = await startServer('reflex', { SLEEP_AFTER: '1s' })
  // What is compiled and cached at the first use is not the tab's
  const sockets: WebSocket[] = []
  const open = async (count: number) => {
    let left = count
    const openSome = async () => {
      while (left-- > 0) {
        sockets.push(await openTab(server.port, await loadPage(server.port, '/note')))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, openSome))
  }
  const latency = () => load(() => tabPeer(server.port, 'BareState'), 1, 2)
  await open(50)
  await setTimeout(UNTIL_ASLEEP)
  const empty = await latency()
  await setTimeout(UNTIL_ASLEEP)
  const before = await server.memory()
  await open(TABS)
  await setTimeout(UNTIL_ASLEEP)
  const after = await server.memory()
  const full = await latency()
  for (const socket of sockets) socket.terminate()
  await server.stop()

  const heap = (after.heapUsed - before.heapUsed) / TABS / 1_000
  const external = (after.external - before.external) / TABS / 1_000
  const resident = (after.rss - before.rss) / TABS / 1_000
  printTable(
    `Memory of an idle tab, at ${TABS.toLocaleString('en')} tabs with a state of 1 kB (kB)`,
    ['', 'heap', 'outside the heap', 'both', 'resident'],
    [['reflex tab with its socket', heap, external, heap + external, resident]]
  )
  printTable(
    'Latency of an event beside them (µs)',
    ['', 'p50', 'p99'],
    [
      ['hardly a tab', empty.p50, empty.p99],
      [`${TABS.toLocaleString('en')} idle tabs`, full.p50, full.p99],
    ]
  )
}
