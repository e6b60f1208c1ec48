/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { getActiveTestOrFail } from '@japa/runner'

/** What a proxy does with an upgrade: passes it on, makes an ordinary request of it, or says no. */
type Upgrades = 'passed' | 'stripped' | 'refused'

/**
 * A proxy that speaks HTTP, between a browser and a server.
 */
export class PlainProxy {
  readonly url: string
  upgrades: Upgrades
  #server: Server
  #target: number
  #sockets = new Set<Duplex>()

  private constructor(server: Server, target: number, upgrades: Upgrades) {
    this.#server = server
    this.#target = target
    this.upgrades = upgrades
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`
    server.on('request', (asked, reply) => this.#forward(asked, reply))
    server.on('upgrade', (asked, socket, head) => this.#upgrade(asked, socket, head))
  }

  /** A proxy in front of a server. It is taken down when the running test ends. */
  static async to(url: string, upgrades: Upgrades): Promise<PlainProxy> {
    const server = createServer()
    server.listen(0, 'localhost')
    await once(server, 'listening')
    const proxy = new PlainProxy(server, Number(new URL(url).port), upgrades)
    getActiveTestOrFail().cleanup(() => proxy.close())
    return proxy
  }

  /** Cuts all sockets that it has passed on. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  close(): void {
    this.cut()
    this.#server.close()
    this.#server.closeAllConnections()
  }

  #forward(from: IncomingMessage, reply: ServerResponse): void {
    const { method, url, headers } = from
    const target = { host: 'localhost', port: this.#target, path: url, method }
    const asked = request({ ...target, headers: { ...headers, via: '1.1 plain' } }, (answer) => {
      reply.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(reply)
    })
    asked.on('error', () => reply.destroy())
    from.pipe(asked)
  }

  #upgrade(asked: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => {})
    if (this.upgrades === 'passed') return this.#pass(asked, socket, head)
    if (this.upgrades === 'refused') return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    const headers = { ...asked.headers, via: '1.1 plain' }
    delete headers.upgrade
    delete headers.connection
    request({ host: 'localhost', port: this.#target, path: asked.url, headers }, (answer) => {
      socket.write(
        `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nconnection: close\r\n\r\n`
      )
      answer.pipe(socket)
    })
      .on('error', () => socket.destroy())
      .end()
  }

  #pass({ method, url, rawHeaders }: IncomingMessage, socket: Duplex, head: Buffer): void {
    const server: Socket = connect(this.#target, 'localhost')
    const lines = [`${method} ${url} HTTP/1.1`]
    for (let index = 0; index < rawHeaders.length; index += 2) {
      lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`)
    }
    server.write(`${lines.join('\r\n')}\r\n\r\n`)
    server.write(head)
    server.pipe(socket).pipe(server)
    const end = () => {
      server.destroy()
      socket.destroy()
    }
    server.on('error', end).on('close', end)
    socket.on('close', end)
    this.#sockets.add(socket)
  }
}
