/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { fanOut, socketIoCrowd, tabCrowd } from './load/crowd.ts'
import { load } from './load/load.ts'
import { tabPeer } from './load/peers.ts'
import { startServer } from './server_process.ts'
import { printTable } from './table.ts'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 3)

/** Sockets in one room. */
const MEMBERS = Number(process.env.BENCH_MEMBERS ?? 1_000)

/**
 * How long a change takes to reach all in a room, and how many changes one room takes.
 */
export async function measureRooms(): Promise<void> {
  const contenders = [
    { name: 'socket.io room', server: ['socket_io'], open: socketIoCrowd },
    { name: 'shared state, memory store', server: ['reflex'], open: tabCrowd },
    {
      name: 'shared state, redis store',
      server: ['reflex', { REFLEX_STORE: 'redis' }],
      open: tabCrowd,
    },
  ] as { name: string; server: Parameters<typeof startServer>; open: typeof tabCrowd }[]
  const rows: (string | number)[][] = []
  for (const { name, server, open } of contenders) {
    const process = await startServer(...server)
    const times = await fanOut(await open(process.port, MEMBERS))
    rows.push([name, times[Math.floor(times.length / 2)], times[Math.floor(times.length * 0.99)]])
    await process.stop()
  }
  printTable(`One change for ${MEMBERS} sockets in a room (ms)`, ['', 'p50', 'p99'], rows)

  const hot: (string | number)[][] = []
  for (const store of ['memory', 'redis']) {
    const process = await startServer('reflex', { REFLEX_STORE: store })
    const row: (string | number)[] = [`${store} store`]
    for (const connections of [1, 64]) {
      const connect = () => tabPeer(process.port, 'HotState', '/room')
      const { perSecond, p50, p99 } = await load(connect, connections, SECONDS)
      row.push(perSecond, p50, p99)
    }
    hot.push(row)
    await process.stop()
  }
  printTable(
    'Events of one room, which all its tabs hear of (µs)',
    ['', '1 tab: per s', 'p50', 'p99', '64 tabs: per s', 'p50', 'p99'],
    hot
  )
}
