/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ServerResponse } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { Writable } from 'node:stream'

/** Statuses of responses without a body. */
const EMPTY = new Set([204, 205, 304])

/**
 * A response of Node that no network carries: what is written to it is kept.
 */
export class CapturedReply extends ServerResponse {
  #chunks: Buffer[] = []
  #finished = Promise.withResolvers<void>()

  constructor(message: IncomingMessage) {
    super(message)
    this.on('finish', () => this.#finished.resolve())
    this.on('close', () => this.#finished.resolve())
    this.assignSocket(new Writable({ write: (_, __, done) => done() }) as Socket)
  }

  /** The whole response, once it has ended. */
  async response(): Promise<Response> {
    await this.#finished.promise
    const headers = new Headers()
    for (const [name, value] of Object.entries(this.getHeaders())) {
      for (const each of [value].flat()) headers.append(name, String(each))
    }
    const status = this.statusCode
    const body = EMPTY.has(status) ? null : Buffer.concat(this.#chunks)
    return new Response(body, { status, headers })
  }

  override writeHead(status: number, ...rest: unknown[]): this {
    // Node would write them without keeping them
    const headers = rest.find((each) => typeof each === 'object') ?? {}
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) this.setHeader(name, value as string)
    }
    return super.writeHead(status)
  }

  override write(chunk: unknown, ...rest: unknown[]): boolean {
    this.#keep(chunk, rest[0])
    return super.write(chunk as string, ...(rest as []))
  }

  override end(...given: unknown[]): this {
    const [chunk, encoding] = given
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') {
      this.#keep(chunk, encoding)
    }
    return super.end(...(given as []))
  }

  #keep(chunk: unknown, encoding: unknown): void {
    const text = typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'
    this.#chunks.push(
      typeof chunk === 'string' ? Buffer.from(chunk, text) : Buffer.from(chunk as Uint8Array)
    )
  }
}
