/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { io } from 'socket.io-client'
import { load } from './load/load.ts'
import { loadPage, openTab, tabPeer } from './load/peers.ts'
import { startServer } from './server_process.ts'
import { printTable } from './table.ts'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 3)

/** Sockets in one room. */
const MEMBERS = Number(process.env.BENCH_MEMBERS ?? 1_000)

/** Changes of the room that are measured. */
const CHANGES = 100

/** Sockets in one room, and how to change it. */
interface Crowd {
  change(): void
  /** Called for each message of a change that arrives. */
  onMessage: () => void
}

async function tabs(port: number): Promise<Crowd> {
  const crowd: Crowd = { change: () => {}, onMessage: () => {} }
  for (let index = 0; index < MEMBERS; index++) {
    const socket = await openTab(port, await loadPage(port, '/room'))
    let n = 0
    socket.on('message', (data: Buffer) => {
      n = (JSON.parse(data.toString()) as { n: number }).n
      // As the client does, so that the server keeps no frames
      if (n % 20 === 0) socket.send(JSON.stringify({ t: 'ack', n }))
      crowd.onMessage()
    })
    let id = 0
    crowd.change = () => {
      socket.send(JSON.stringify({ t: 'event', id: ++id, s: 'HotState', e: 'increment', n }))
    }
  }
  // The last ones come in, and all hear of it
  await quiet(crowd)
  return crowd
}

async function sockets(port: number): Promise<Crowd> {
  const crowd: Crowd = { change: () => {}, onMessage: () => {} }
  for (let index = 0; index < MEMBERS; index++) {
    const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true })
    await new Promise((resolve) => socket.on('connect', () => resolve(undefined)))
    socket.on('changed', () => crowd.onMessage())
    crowd.change = () => void socket.emit('change')
  }
  return crowd
}

/** Waits until no more messages come. */
function quiet(crowd: Crowd): Promise<void> {
  return new Promise((resolve) => {
    let timer = setTimeout(resolve, 1_000)
    crowd.onMessage = () => {
      clearTimeout(timer)
      timer = setTimeout(resolve, 1_000)
    }
  })
}

/** Milliseconds from a change until all have heard of it. */
async function fanOut(crowd: Crowd): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < CHANGES; round++) {
    await new Promise<void>((resolve) => {
      let left = MEMBERS
      const start = performance.now()
      crowd.onMessage = () => {
        if (--left > 0) return
        times.push(performance.now() - start)
        resolve()
      }
      crowd.change()
    })
  }
  return times.slice(CHANGES / 10).sort((a, b) => a - b)
}

/**
 * How long a change takes to reach all in a room, and how many changes one room takes.
 */
export async function measureRooms(): Promise<void> {
  const contenders = [
    { name: 'socket.io room', server: ['socket_io'], open: sockets },
    { name: 'shared state, memory store', server: ['reflex'], open: tabs },
    {
      name: 'shared state, redis store',
      server: ['reflex', { REFLEX_STORE: 'redis' }],
      open: tabs,
    },
  ] as { name: string; server: Parameters<typeof startServer>; open: typeof tabs }[]
  const rows: (string | number)[][] = []
  for (const { name, server, open } of contenders) {
    const process = await startServer(...server)
    const times = await fanOut(await open(process.port))
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
