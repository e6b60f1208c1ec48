/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { createServer, request as ask } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** What a browser asks for. */
export type Kind = 'document' | 'asset' | 'socket'

/** Answers of which another server may have a better one. */
const AWAY = new Set([502, 503, 504])

/**
 * What stands in front of several processes: each request goes to the next of them, and one that does
 * not answer is passed by.
 */
export class RollingProxy {
  /** Ports, which take turns. A test may say for each kind of request which ones there are. */
  targets: Record<Kind, readonly number[]> = { document: [], asset: [], socket: [] }
  /** What was answered with an error, as `404 /assets/app.js`. */
  readonly failures: string[] = []
  #turns: Record<Kind, number> = { document: 0, asset: 0, socket: 0 }
  #sockets = new Set<Duplex>()
  #server = createServer((request, response) => void this.#answer(request, response))

  static async open(): Promise<RollingProxy> {
    const proxy = new RollingProxy()
    proxy.#server.on('upgrade', (request, socket, head) => proxy.#upgrade(request, socket, head))
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** All requests go to these. */
  use(...ports: number[]): void {
    this.targets = { document: ports, asset: ports, socket: ports }
  }

  /** Breaks the sockets that are open, as a network does. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  close(): void {
    this.cut()
    this.#server.close()
    this.#server.closeAllConnections()
  }

  /** The processes for a request, the one whose turn it is first. */
  #portsFor(kind: Kind): number[] {
    const ports = this.targets[kind]
    const turn = this.#turns[kind]++ % Math.max(ports.length, 1)
    return [...ports.slice(turn), ...ports.slice(0, turn)]
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray())
    const kind = request.url!.startsWith('/assets/') ? 'asset' : 'document'
    const ports = this.#portsFor(kind)
    for (const [index, port] of ports.entries()) {
      const answer = await this.#ask(port, request, body)
      const isLast = index === ports.length - 1
      if (!answer || (AWAY.has(answer.statusCode!) && !isLast)) continue
      if (answer.statusCode! >= 400) this.failures.push(`${answer.statusCode} ${request.url}`)
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
      return
    }
    this.failures.push(`502 ${request.url}`)
    response.writeHead(502).end()
  }

  #ask(port: number, from: IncomingMessage, body: Buffer): Promise<IncomingMessage | undefined> {
    const { method, headers, url: path } = from
    const { promise, resolve } = Promise.withResolvers<IncomingMessage | undefined>()
    const request = ask({ host: '127.0.0.1', port, method, headers, path, agent: false }, resolve)
    request.on('error', () => resolve(undefined))
    request.end(body)
    return promise
  }

  #upgrade(request: IncomingMessage, browser: Duplex, head: Buffer): void {
    const lines = [`${request.method} ${request.url} HTTP/1.1`]
    for (let index = 0; index < request.rawHeaders.length; index += 2) {
      lines.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`)
    }
    const ports = this.#portsFor('socket')
    const attempt = (): void => {
      const port = ports.shift()
      if (port === undefined) return void browser.destroy()
      const server = connect(port, '127.0.0.1')
      server.once('error', attempt)
      server.once('connect', () => {
        server.off('error', attempt)
        server.write(`${lines.join('\r\n')}\r\n\r\n`)
        server.write(head)
        browser.pipe(server).pipe(browser)
        const part = () => {
          this.#sockets.delete(browser)
          browser.destroy()
          server.destroy()
        }
        this.#sockets.add(browser)
        for (const socket of [browser, server]) socket.on('close', part).on('error', part)
      })
    }
    attempt()
  }
}
