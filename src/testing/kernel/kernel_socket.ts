/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter } from 'node:events'
import type { WebSocket } from 'ws'
import type { Visitor } from '../../bridge/main.ts'
import type { SocketLike } from '../../client/main.ts'
import type { ClientFrame, ServerFrame } from '../../protocol/main.ts'
import type { Journal } from '../journal.ts'

/** What a tab has its sockets with. */
export interface KernelSocketContext {
  journal: Journal
  /** The browser as a new socket shows it. */
  visitor: () => Visitor
  /** Hands the server's end to the application. */
  serve: (socket: WebSocket, visitor: Visitor) => void
  /** Something has arrived. */
  changed: () => void
  /** The server has closed it. */
  closed: (code: number) => void
}

/** Close code of a connection that ended without a closing handshake. */
const ABNORMAL = 1006

/**
 * A socket to the application of the process, without a network: what one end sends, the other one
 * has a moment later.
 */
export class KernelSocket implements SocketLike {
  onopen: SocketLike['onopen'] = null
  onmessage: SocketLike['onmessage'] = null
  onclose: SocketLike['onclose'] = null
  onerror: SocketLike['onerror'] = null

  #context: KernelSocketContext
  #server: ServerEnd
  #isOver = false
  /** What arrives belongs to whoever has opened the socket, and not to a handler of the server. */
  #inside = AsyncLocalStorage.snapshot()

  constructor(context: KernelSocketContext) {
    this.#context = context
    this.#server = new ServerEnd({
      sent: (text) => this.#later(() => this.#receive(text)),
      closed: (code, reason) => this.#later(() => this.#end(code, reason)),
    })
    const { server, visitor } = { server: this.#server, visitor: context.visitor() }
    context.serve(server as unknown as WebSocket, visitor)
    this.#later(() => this.onopen?.({} as never))
  }

  send(text: string): void {
    this.#context.journal.sent(JSON.parse(text) as ClientFrame)
    this.#later(() => this.#server.emit('message', Buffer.from(text), false))
  }

  close(code = ABNORMAL): void {
    this.#server.end(code)
  }

  #later(work: () => void): void {
    queueMicrotask(() => this.#inside(() => !this.#isOver && work()))
  }

  #receive(text: string): void {
    this.#context.journal.received(JSON.parse(text) as ServerFrame)
    this.onmessage?.({ data: text } as never)
    this.#context.changed()
  }

  #end(code: number, reason: string): void {
    this.#isOver = true
    this.onclose?.({ code, reason } as never)
    this.#context.closed(code)
    this.#context.changed()
  }
}

interface ClientEnd {
  sent: (text: string) => void
  closed: (code: number, reason: string) => void
}

/** What the server uses of a socket of `ws`. */
class ServerEnd extends EventEmitter {
  readonly OPEN = 1
  readonly CLOSED = 3
  readyState = 1
  readonly bufferedAmount = 0
  #client: ClientEnd

  constructor(client: ClientEnd) {
    super()
    this.#client = client
  }

  send(text: string): void {
    if (this.readyState === this.OPEN) this.#client.sent(text)
  }

  close(code = ABNORMAL, reason = ''): void {
    if (this.readyState === this.CLOSED) return
    this.#client.closed(code, reason)
    this.end(code)
  }

  terminate(): void {
    this.close()
  }

  ping(): void {
    queueMicrotask(() => this.emit('pong'))
  }

  /** Neither end sends any more. */
  end(code: number): void {
    if (this.readyState === this.CLOSED) return
    this.readyState = this.CLOSED
    queueMicrotask(() => this.emit('close', code))
  }
}
