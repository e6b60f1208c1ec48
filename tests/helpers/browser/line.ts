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
  #latency: number

  private constructor(server: Server, target: number, latency: number) {
    this.#server = server
    this.#latency = latency
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`
    server.on('connection', (browser) => this.#join(browser, target))
  }

  /**
   * A line to a server. It is taken down when the running test ends.
   *
   * @param latency - milliseconds that what is said takes, in each direction
   */
  static async to(url: string, { latency = 0 }: { latency?: number } = {}): Promise<Line> {
    const server = createServer()
    server.listen(0, 'localhost')
    await once(server, 'listening')
    const line = new Line(server, Number(new URL(url).port), latency)
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

  #carry(from: Socket, to: Socket): void {
    from.on('data', (data) => {
      if (this.#latency === 0) to.write(data)
      // Timers of one duration end in their order
      else setTimeout(() => to.write(data), this.#latency)
    })
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
    this.#carry(browser, server)
    this.#carry(server, browser)
    for (const socket of [browser, server]) socket.on('close', part).on('error', part)
    if (this.#isHeld) server.pause()
  }
}
