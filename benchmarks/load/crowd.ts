/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { io } from 'socket.io-client'
import { loadPage, openTab } from './peers.ts'

/** Changes of the room that are measured. */
const CHANGES = 100

/** Sockets in one room, and how to change it. */
export interface Crowd {
  members: number
  change(): void
  /** Called for each message of a change that arrives. */
  onMessage: () => void
}

/** Tabs that share a room. */
export async function tabCrowd(port: number, members: number): Promise<Crowd> {
  const crowd: Crowd = { members, change: () => {}, onMessage: () => {} }
  for (let index = 0; index < members; index++) {
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

/** Sockets of socket.io in a room. */
export async function socketIoCrowd(port: number, members: number): Promise<Crowd> {
  const crowd: Crowd = { members, change: () => {}, onMessage: () => {} }
  for (let index = 0; index < members; index++) {
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

/**
 * How long changes take to reach everybody.
 *
 * @returns milliseconds, in ascending order
 */
export async function fanOut(crowd: Crowd): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < CHANGES; round++) {
    await new Promise<void>((resolve) => {
      let left = crowd.members
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
