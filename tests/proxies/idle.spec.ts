/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { HOST } from '../helpers/proxies/certificate.ts'
import { PROXIES } from '../helpers/proxies/proxies.ts'
import { Proxy } from '../helpers/proxies/proxy.ts'

/** How long Node.js leaves a connection open that nobody uses, unless it is told otherwise. */
const KEPT = createServer().keepAliveTimeout

/** A process that sees how long the proxy leaves its connections unused. */
class Process {
  /** Milliseconds that each connection was unused at the longest; infinite where Node.js has closed it. */
  readonly unused: Promise<number>[] = []
  readonly server: Server

  constructor() {
    const seen = new Set<Socket>()
    this.server = createServer(({ url, socket, headers }, reply) => {
      reply.end('Done')
      if (url === '/health/ready' || seen.has(socket)) return
      seen.add(socket)
      // Both know that it is used once
      const isUsedOnce = headers.connection === 'close'
      this.unused.push(isUsedOnce ? Promise.resolve(0) : this.#watch(socket))
    })
  }

  #watch(socket: Socket): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>()
    const start = performance.now()
    let last = start
    let longest = 0
    const isUsed = () => {
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
      // The proxy's own probes may use it for ever
      if (now - start > 2 * KEPT) resolve(longest)
    }
    socket.on('data', isUsed)
    socket.on('end', () => {
      isUsed()
      resolve(longest)
    })
    socket.on('close', () => resolve(Infinity))
    return promise
  }

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    return (this.server.address() as AddressInfo).port
  }

  close(): void {
    this.server.close()
    this.server.closeAllConnections()
  }
}

for (const { name, tags } of PROXIES) {
  test.group(`A connection that nobody uses behind ${name}`, (group) => {
    group.tap((each) => each.tags(tags))

    test('is closed by the proxy, and not by Node.js in the face of a form that is posted', async ({
      assert,
      cleanup,
    }) => {
      const [one, two] = [new Process(), new Process()]
      cleanup(() => [one, two].forEach((each) => each.close()))
      const proxy = await Proxy.start(name, { upstreams: [await one.listen(), await two.listen()] })
      cleanup(() => proxy.stop())
      // A browser that stays, whose requests share connections to the processes
      const session = connectHttp2(`https://${HOST}:${proxy.port}`, {
        lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
        ca: proxy.certificate.pem,
      } as Parameters<typeof connectHttp2>[1])
      cleanup(() => session.destroy())
      const post = () => text(session.request({ ':method': 'POST', ':path': '/' }).end('x'))

      assert.deepEqual(await Promise.all(Array.from({ length: 8 }, post)), Array(8).fill('Done'))
      const unused = await Promise.all([...one.unused, ...two.unused])
      assert.isNotEmpty(unused)
      assert.isBelow(Math.max(...unused), KEPT)
    })
  })
}
