/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { getActiveTestOrFail } from '@japa/runner'

/**
 * The line between a browser and a server: a port of its own, whose connections can be cut, held
 * and mended.
 */
export class Line {
  readonly url: string
  #server: Server
  #pairs = new Set<{ browser: Socket; server: Socket }>()
  #isCut = false
  #isHeld = false

  private constructor(server: Server, target: number) {
    this.#server = server
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`
    server.on('connection', (browser) => this.#join(browser, target))
  }

  /** A line to a server. It is taken down when the running test ends. */
  static async to(url: string): Promise<Line> {
    const server = createServer()
    server.listen(0, 'localhost')
    await once(server, 'listening')
    const line = new Line(server, Number(new URL(url).port))
    getActiveTestOrFail().cleanup(() => line.close())
    return line
  }

  /** Breaks all connections. New ones break at once. */
  cut(): void {
    this.#isCut = true
    for (const { browser, server } of this.#pairs) {
      browser.destroy()
      server.destroy()
    }
  }

  /** Keeps back what the server has to say. */
  hold(): void {
    this.#isHeld = true
    for (const { server } of this.#pairs) server.pause()
  }

  /** Ends `cut` and `hold`. */
  mend(): void {
    this.#isCut = false
    this.#isHeld = false
    for (const { server } of this.#pairs) server.resume()
  }

  close(): void {
    this.cut()
    this.#server.close()
  }

  #join(browser: Socket, target: number): void {
    if (this.#isCut) {
      browser.destroy()
      return
    }
    const server = connect(target, 'localhost')
    const pair = { browser, server }
    this.#pairs.add(pair)
    const part = () => {
      this.#pairs.delete(pair)
      browser.destroy()
      server.destroy()
    }
    browser.on('data', (data) => server.write(data))
    server.on('data', (data) => browser.write(data))
    for (const socket of [browser, server]) socket.on('close', part).on('error', part)
    if (this.#isHeld) server.pause()
  }
}
