/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { load } from './load/load.ts'
import type { Peer } from './load/load.ts'
import { echoPeer, httpPeer, socketIoPeer, tabPeer, trpcPeer } from './load/peers.ts'
import { startServer } from './server_process.ts'
import type { ServerProcess } from './server_process.ts'
import { printTable } from './table.ts'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 3)

interface Contender {
  name: string
  server: Parameters<typeof startServer>
  connect: (port: number) => Promise<Peer>
}

const contenders: Contender[] = [
  { name: 'ws, JSON echo', server: ['ws_echo'], connect: echoPeer },
  { name: 'socket.io with ack', server: ['socket_io'], connect: socketIoPeer },
  { name: 'tRPC over ws', server: ['trpc'], connect: trpcPeer },
  {
    name: 'Adonis HTTP route, memory session',
    server: ['reflex'],
    connect: (port) => httpPeer(port, '/api/increment'),
  },
  {
    name: 'event, bridge full, memory session',
    server: ['reflex'],
    connect: (port) => tabPeer(port, 'FullState'),
  },
  {
    name: 'Adonis HTTP route, cookie session',
    server: ['reflex', { SESSION_DRIVER: 'cookie' }],
    connect: (port) => httpPeer(port, '/api/increment'),
  },
  {
    name: 'event, bridge full, cookie session',
    server: ['reflex', { SESSION_DRIVER: 'cookie' }],
    connect: (port) => tabPeer(port, 'FullState'),
  },
  {
    name: 'event, bridge none',
    server: ['reflex'],
    connect: (port) => tabPeer(port, 'BareState'),
  },
  ...['file', 'redis'].map((store) => ({
    name: `event, bridge none, ${store} store`,
    server: ['reflex', { REFLEX_STORE: store }] as Parameters<typeof startServer>,
    connect: (port: number) => tabPeer(port, 'BareState'),
  })),
]

/** Contenders whose name has this in it, for a look at a few of them. */
const ONLY = process.env.BENCH_ONLY ?? ''

/**
 * Requests and events per second, and how long one takes.
 */
export async function measureThroughput(): Promise<void> {
  const rows: (string | number)[][] = []
  for (const { name, server, connect } of contenders.filter((each) => each.name.includes(ONLY))) {
    const process: ServerProcess = await startServer(...server)
    const row: (string | number)[] = [name]
    for (const connections of [1, 64]) {
      const result = await load(() => connect(process.port), connections, SECONDS)
      row.push(result.perSecond, result.p50, result.p99)
    }
    rows.push(row)
    await process.stop()
  }
  printTable(
    'Throughput and latency (µs)',
    ['', '1 conn: per s', 'p50', 'p99', '64 conn: per s', 'p50', 'p99'],
    rows
  )
  if (ONLY !== '') return
  const at64 = (name: string) => rows.find((row) => row[0] === name)![4] as number
  const full = at64('event, bridge full, memory session')
  console.log(
    `\nAt 64 connections an event with full middleware is ` +
      `${(full / at64('Adonis HTTP route, memory session')).toFixed(1)} times the HTTP route ` +
      `(goal: at least 6) and ${(full / at64('ws, JSON echo')).toFixed(2)} of the bare echo ` +
      `(goal: 0.25 to 0.33); one without the bridge is ` +
      `${(at64('event, bridge none') / at64('tRPC over ws')).toFixed(2)} times tRPC (goal: at least 1.2)`
  )
}
