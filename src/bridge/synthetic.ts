/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { EventEmitter } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

/** What middleware may ask of the socket behind a request. */
export interface PeerAddress {
  remoteAddress?: string
  remotePort?: number
  /** Present on TLS sockets only, as Node has it. */
  encrypted?: true
}

/**
 * Stands for Node's `IncomingMessage` of a synthetic request: a GET without a body.
 */
export class SyntheticMessage extends EventEmitter {
  readonly method = 'GET'
  readonly httpVersion = '1.1'
  readonly httpVersionMajor = 1
  readonly httpVersionMinor = 1
  readonly complete = true
  readonly readable = false
  readonly aborted = false
  readonly originalUrl: string

  constructor(
    readonly url: string,
    readonly headers: IncomingHttpHeaders,
    readonly socket: PeerAddress
  ) {
    super()
    this.originalUrl = url
  }

  get connection(): PeerAddress {
    return this.socket
  }

  /** The message, typed as what Adonis takes. */
  asMessage(): IncomingMessage {
    return this as unknown as IncomingMessage
  }
}

/**
 * Stands for Node's `ServerResponse`: keeps status and headers, and writes nothing.
 */
export class SyntheticReply extends EventEmitter {
  statusCode = 200
  statusMessage = ''
  headersSent = false
  writableEnded = false
  writableFinished = false
  finished = false
  #headers: Record<string, number | string | string[]> = {}

  constructor(
    readonly req: SyntheticMessage,
    readonly socket: PeerAddress
  ) {
    super()
  }

  setHeader(name: string, value: number | string | string[]): this {
    this.#headers[name.toLowerCase()] = value
    return this
  }

  getHeader(name: string): number | string | string[] | undefined {
    return this.#headers[name.toLowerCase()]
  }

  getHeaders(): Record<string, number | string | string[]> {
    return this.#headers
  }

  hasHeader(name: string): boolean {
    return name.toLowerCase() in this.#headers
  }

  removeHeader(name: string): void {
    delete this.#headers[name.toLowerCase()]
  }

  writeHead(status: number, headers?: Record<string, number | string | string[]>): this {
    this.statusCode = status
    for (const name in headers) this.setHeader(name, headers[name])
    this.headersSent = true
    return this
  }

  /** A body has nowhere to go; only its end counts. */
  write(): boolean {
    this.headersSent = true
    return true
  }

  end(): this {
    if (this.finished) return this
    this.headersSent = true
    this.writableEnded = true
    this.finished = true
    this.writableFinished = true
    this.emit('finish')
    return this
  }

  destroy(): this {
    return this.end()
  }

  asReply(): ServerResponse {
    return this as unknown as ServerResponse
  }
}
