/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import type { BootData } from 'reflex-adonis/types'
import { io } from 'socket.io-client'
import { WebSocket } from 'ws'
import type { Peer } from './load.ts'

/** A connection of the echo server. */
export async function echoPeer(port: number): Promise<Peer> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false })
  await once(socket, 'open')
  let id = 0
  let callback: () => void
  socket.on('message', (data: Buffer) => {
    JSON.parse(data.toString())
    callback()
  })
  return {
    send(answered) {
      callback = answered
      socket.send(JSON.stringify({ t: 'event', id: ++id, s: 'CounterState', e: 'increment' }))
    },
    close: () => socket.terminate(),
  }
}

/** A connection of the socket.io server. */
export async function socketIoPeer(port: number): Promise<Peer> {
  const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true })
  await new Promise((resolve) => socket.on('connect', () => resolve(undefined)))
  return {
    send: (answered) => socket.emit('increment', answered),
    close: () => socket.disconnect(),
  }
}

/** A connection of the server of tRPC, without its client: the load is the same for all. */
export async function trpcPeer(port: number): Promise<Peer> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false })
  await once(socket, 'open')
  let id = 0
  let callback: () => void
  socket.on('message', (data: Buffer) => {
    const { result } = JSON.parse(data.toString()) as { result?: { data: { count: number } } }
    if (result?.data.count !== id) throw new Error(`tRPC has answered ${data.toString()}`)
    callback()
  })
  return {
    send(answered) {
      callback = answered
      const params = { path: 'increment' }
      socket.send(JSON.stringify({ id: ++id, method: 'mutation', params }))
    },
    close: () => socket.terminate(),
  }
}

export interface Page {
  boot: BootData
  cookie: string
  headers: Record<string, string>
}

/** Loads a page as a browser does. */
export async function loadPage(port: number, path: string): Promise<Page> {
  const origin = `http://127.0.0.1:${port}`
  const response = await fetch(origin + path, { headers: { accept: 'text/html' } })
  const html = await response.text()
  const [, json] = /id="reflex-boot">(.*?)<\/script>/s.exec(html)!
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { boot: JSON.parse(json) as BootData, cookie, headers: { cookie, origin } }
}

/** Opens the socket of a page and says hello. */
export async function openTab(port: number, { boot, headers }: Page): Promise<WebSocket> {
  const url = `ws://127.0.0.1:${port}/_event`
  const socket = new WebSocket(url, { headers, perMessageDeflate: false })
  await once(socket, 'open')
  const { token, build, page } = boot
  socket.send(JSON.stringify({ t: 'hello', v: 1, token, build, url: page.url, n: 0, id: 0 }))
  await once(socket, 'message')
  return socket
}

/** A tab of the benchmark page, which calls an event of one state. */
export async function tabPeer(
  port: number,
  state: string,
  path = '/bench',
  event = 'increment'
): Promise<Peer> {
  return peerOf(await openTab(port, await loadPage(port, path)), state, event)
}

/**
 * Has a tab call an event of a state again and again.
 *
 * @param socket - of the tab, which has said hello
 */
export function peerOf(socket: WebSocket, state: string, event = 'increment'): Peer {
  let id = 0
  let n = 0
  let callback: () => void
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as { n: number; id?: number; x?: object }
    if (frame.x) throw new Error(`The event failed: ${data.toString()}`)
    n = frame.n
    // What others have changed answers nothing
    if (frame.id !== undefined) callback()
  })
  return {
    send(answered) {
      callback = answered
      socket.send(JSON.stringify({ t: 'event', id: ++id, s: state, e: event, n }))
    },
    close: () => socket.terminate(),
  }
}

/**
 * A keep-alive connection with as little between it and the socket as possible: a full HTTP client
 * would be slower than the server.
 */
export async function httpPeer(port: number, path: string): Promise<Peer> {
  const { cookie } = await loadPage(port, '/bench')
  const socket = connectTcp(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.setNoDelay(true)
  const request =
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n` +
    `Accept: application/json\r\nConnection: keep-alive\r\n\r\n`
  let received = ''
  let callback: () => void
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1')
    const end = received.indexOf('\r\n\r\n')
    if (end === -1) return
    const length = Number(/content-length: (\d+)/i.exec(received)![1])
    if (received.length < end + 4 + length) return
    if (!received.startsWith('HTTP/1.1 200')) throw new Error(received)
    received = ''
    callback()
  })
  return {
    send(answered) {
      callback = answered
      socket.write(request)
    },
    close: () => socket.destroy(),
  }
}
