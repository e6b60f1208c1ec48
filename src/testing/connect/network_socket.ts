/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { WebSocket } from 'ws'
import type { SocketLike } from '../../client/main.ts'
import type { ClientFrame, ServerFrame } from '../../protocol/main.ts'
import type { Journal } from '../journal.ts'
import type { Network, Wire } from './network.ts'

/** What a tab has its sockets with. */
export interface SocketContext {
  network: () => Network
  journal: Journal
  /** Address of the process that a new socket reaches. */
  base: () => string
  /** Headers of the upgrade, cookies included, as they are when the socket is opened. */
  headers: () => Record<string, string>
  /** Something has arrived, or the socket has closed. */
  changed: () => void
}

/** Close code of a connection that ended without a closing handshake. */
const ABNORMAL = 1006

/**
 * A real WebSocket for the real client, with a network in between that a test controls.
 */
export class NetworkSocket implements SocketLike, Wire {
  onopen: SocketLike['onopen'] = null
  onmessage: SocketLike['onmessage'] = null
  onclose: SocketLike['onclose'] = null
  onerror: SocketLike['onerror'] = null

  #context: SocketContext
  #socket: WebSocket | undefined
  #isOver = false

  constructor(url: string, context: SocketContext) {
    this.#context = context
    const network = context.network()
    if (!network.isOnline) {
      setImmediate(() => this.#end(ABNORMAL))
      return
    }
    network.attach(this)
    // Where `url` of the configuration points is no process of the test
    const { pathname, search } = new URL(url)
    const address = new URL(pathname + search, context.base())
    const socket = new WebSocket(address, { headers: context.headers() })
    this.#socket = socket
    socket.on('open', () => this.onopen?.({} as never))
    socket.on('message', (data: Buffer) => this.#receive(data.toString()))
    socket.on('close', (code: number, reason: Buffer) => this.#end(code, reason.toString()))
    // A close follows each error
    socket.on('error', () => {})
  }

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame
    this.#context.journal.sent(frame)
    this.#context.network().carry('out', frame, () => {
      if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(text)
    })
  }

  close(code?: number): void {
    this.#socket?.close(code)
  }

  cut(): void {
    this.#socket?.terminate()
    this.#end(ABNORMAL)
  }

  #receive(text: string): void {
    const frame = JSON.parse(text) as ServerFrame
    this.#context.network().carry('in', frame, () => {
      // What is still under way when the line is cut does not arrive
      if (this.#isOver) return
      this.#context.journal.received(frame)
      this.onmessage?.({ data: text } as never)
      this.#context.changed()
    })
  }

  #end(code: number, reason = ''): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#context.network().detach(this)
    this.onclose?.({ code, reason } as never)
    this.#context.changed()
  }
}
