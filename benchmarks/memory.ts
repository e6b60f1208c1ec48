/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { loadPage, openTab } from './load/peers.ts'
import { startServer } from './server_process.ts'
import { printTable } from './table.ts'

const TABS = Number(process.env.BENCH_TABS ?? 1_000)

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
    for (let index = 0; index < count; index++) {
      sockets.push(await openTab(server.port, await loadPage(server.port, '/note')))
    }
  }
  await open(50)
  await setTimeout(UNTIL_ASLEEP)
  const before = await server.memory()
  await open(TABS)
  await setTimeout(UNTIL_ASLEEP)
  const after = await server.memory()
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
}
