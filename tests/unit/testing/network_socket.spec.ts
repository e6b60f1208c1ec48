/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import { WebSocketServer } from 'ws'
import { Network } from '../../../src/testing/connect/network.ts'
import { NetworkSocket } from '../../../src/testing/connect/network_socket.ts'
import { Journal } from '../../../src/testing/journal.ts'

test.group('The socket of a test tab', () => {
  test('reaches the process of the test, wherever the socket of the application is', async ({
    assert,
    cleanup,
  }) => {
    const server = createServer()
    const sockets = new WebSocketServer({ server })
    server.listen(0, 'localhost')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    cleanup(() => {
      for (const client of sockets.clients) client.terminate()
      server.close()
    })

    const network = new Network()
    const connected = once(sockets, 'connection')
    new NetworkSocket('wss://live.example.com/_event?a=1', {
      network: () => network,
      journal: new Journal(),
      base: () => `http://localhost:${port}`,
      headers: () => ({ origin: 'http://localhost' }),
      changed: () => {},
    })
    const [, request] = (await connected) as [unknown, IncomingMessage]
    assert.equal(request.url, '/_event?a=1')
    assert.equal(request.headers.origin, 'http://localhost')
  })
})
