/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import type { BootData, ServerFrame } from 'reflex-adonis/types'

/** Opcodes of RFC 6455, section 5.2. */
export const Opcode = { Continuation: 0, Text: 1, Binary: 2, Close: 8, Ping: 9, Pong: 10 } as const

/** Where an application listens. */
export interface Listening {
  base: string
}

/** What a raw socket has received: a frame of ours, or the close of the server. */
export type Received = ServerFrame | { close: number }

export interface UpgradeHeaders {
  host?: string
  origin?: string | null
  cookie?: string
  [name: string]: string | null | undefined
}

/**
 * A TCP socket that speaks HTTP and WebSocket by hand, so that it may do what no client would: it
 * answers no close, ends only when it is told to, and sends any bytes.
 */
export class RawSocket {
  readonly socket: Socket
  /** Frames of the server, in order. */
  readonly received: Received[] = []
  /** The connection is gone, whoever has ended it. */
  readonly closed: Promise<void>
  /** The server has ended its side. */
  readonly ended: Promise<void>
  #target: Listening
  #rest = Buffer.alloc(0)
  #news: (() => void)[] = []

  private constructor(target: Listening, socket: Socket) {
    this.#target = target
    this.socket = socket
    // A reset is the end as well
    socket.on('error', () => {})
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()))
    this.ended = new Promise((resolve) => {
      socket.once('end', () => resolve())
      void this.closed.then(resolve)
    })
    void this.closed.then(() => this.#tell())
  }

  static async connect(target: Listening): Promise<RawSocket> {
    const { hostname, port } = new URL(target.base)
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
    await once(socket, 'connect')
    return new RawSocket(target, socket)
  }

  /**
   * Asks for the upgrade of `/_event`, with what a page of the application would send.
   *
   * @param headers - others than that; null leaves one out
   * @param path - another path
   * @returns status of the answer; 0 when the connection is gone without one
   */
  async upgrade(headers: UpgradeHeaders = {}, path = '/_event'): Promise<number> {
    this.request(headers, path)
    const head = await Promise.race([
      new Promise<Buffer>((resolve) => this.socket.once('data', resolve)),
      this.closed,
    ])
    if (!head) return 0
    const start = head.toString('latin1')
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(start)?.[1])
    if (status === 101) {
      this.#take(head.subarray(start.indexOf('\r\n\r\n') + 4))
      this.socket.on('data', (chunk) => this.#take(chunk))
    }
    return status
  }

  /** Writes the request of an upgrade, and waits for nothing. */
  request(headers: UpgradeHeaders = {}, path = '/_event'): void {
    const { base } = this.#target
    const all: UpgradeHeaders = {
      'host': new URL(base).host,
      'origin': base,
      'connection': 'Upgrade',
      'upgrade': 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    }
    let head = `GET ${path} HTTP/1.1\r\n`
    for (const [name, value] of Object.entries(all)) if (value) head += `${name}: ${value}\r\n`
    this.socket.write(`${head}\r\n`)
  }

  /** All that the server says from now on, once it has ended its side. */
  text(): Promise<string> {
    return text(this.socket)
  }

  /** Says hello for a document that was loaded, and waits for the welcome. */
  async hello({ token, build, page, n }: BootData, values: object = {}): Promise<void> {
    this.send({ t: 'hello', v: 1, token, build, url: page.url, n: n ?? 0, id: 0, ...values })
    await this.next((frame) => 't' in frame && frame.t === 'welcome')
  }

  /** Sends a frame: an object as JSON, anything else as it is. */
  send(payload: object | string | Buffer, opcode: number = Opcode.Text, final = true): boolean {
    return this.socket.write(frameOf(payload, opcode, final))
  }

  /** Sends bytes that were made with `frameOf`, or any others; resolves when they may go on. */
  async write(bytes: Buffer): Promise<void> {
    if (this.socket.destroyed || this.socket.write(bytes)) return
    await Promise.race([new Promise((resolve) => this.socket.once('drain', resolve)), this.closed])
  }

  /** The first frame that matches, of those that came and those that come. */
  async next(match: (frame: Received) => boolean): Promise<Received> {
    for (;;) {
      const found = this.received.find(match)
      if (found) return found
      if (this.socket.destroyed) throw new Error('The connection is gone, and no such frame came')
      await new Promise<void>((resolve) => this.#news.push(resolve))
    }
  }

  /** The close code of the server. */
  async closeCode(): Promise<number> {
    const frame = await this.next((each) => 'close' in each)
    return (frame as { close: number }).close
  }

  /**
   * Resolves when the server has cut the connection.
   *
   * @returns the close code; undefined where the system has reset the connection before that was
   *   read, as it does when more has come than the server reads
   */
  async cut(): Promise<number | undefined> {
    await this.closed
    const frame = this.received.find((each) => 'close' in each)
    return (frame as { close: number } | undefined)?.close
  }

  /** Ends the connection with a RST. */
  reset(): void {
    this.socket.resetAndDestroy()
  }

  destroy(): void {
    this.socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk])
    for (let size = this.#read(); size > 0; size = this.#read()) {
      this.#rest = this.#rest.subarray(size)
    }
    this.#tell()
  }

  /** Reads a frame of the server, which is not masked; 0 when it is not complete. */
  #read(): number {
    const bytes = this.#rest
    if (bytes.length < 2) return 0
    const short = bytes[1] & 0x7f
    const start = short === 126 ? 4 : short === 127 ? 10 : 2
    if (bytes.length < start) return 0
    const size =
      short === 126
        ? bytes.readUInt16BE(2)
        : short === 127
          ? Number(bytes.readBigUInt64BE(2))
          : short
    if (bytes.length < start + size) return 0
    const payload = bytes.subarray(start, start + size)
    const opcode = bytes[0] & 0x0f
    if (opcode === Opcode.Text) this.received.push(JSON.parse(payload.toString()) as ServerFrame)
    if (opcode === Opcode.Close) this.received.push({ close: payload.readUInt16BE(0) })
    return start + size
  }

  #tell(): void {
    for (const resolve of this.#news.splice(0)) resolve()
  }
}

/** The bytes of a frame as a client sends it, masked with zeros. */
export function frameOf(
  payload: object | string | Buffer,
  opcode: number = Opcode.Text,
  final = true
): Buffer {
  const bytes = Buffer.isBuffer(payload)
    ? payload
    : Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload))
  const { length } = bytes
  const head = Buffer.alloc(length < 126 ? 6 : length < 65_536 ? 8 : 14)
  head[0] = (final ? 0x80 : 0) | opcode
  if (length < 126) head[1] = 0x80 | length
  else if (length < 65_536) {
    head[1] = 0xfe
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = 0xff
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return Buffer.concat([head, bytes])
}
