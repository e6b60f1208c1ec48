/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { createServer, connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { test } from '@japa/runner'
import { Traffic } from '../../../src/transport/traffic.ts'

/** Both ends of a connection. */
async function connected(cleanup: (work: () => void) => void) {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const reader = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [socket] = await accepted
  cleanup(() => {
    reader.destroy()
    socket.destroy()
    server.close()
  })
  return { socket, reader }
}

test.group('Bytes of sockets', () => {
  test('are counted from the upgrade on, and stay when a socket closes', async ({
    assert,
    cleanup,
  }) => {
    const { socket, reader } = await connected(cleanup)
    socket.write('head')
    await once(reader, 'data')
    const traffic = new Traffic()
    traffic.add(socket)
    assert.deepEqual(traffic.bytes, { received: 0, sent: 0 })
    socket.write('welcome')
    reader.write('hello')
    await once(socket, 'data')
    assert.deepEqual(traffic.bytes, { received: 5, sent: 7 })
    socket.destroy()
    await once(socket, 'close')
    assert.deepEqual(traffic.bytes, { received: 5, sent: 7 })
  })

  for (const size of [16, 64]) {
    test(`never fall, where ${size} MB wait for a reader who does not come`, async ({
      assert,
      cleanup,
    }) => {
      const { socket, reader } = await connected(cleanup)
      reader.pause()
      const traffic = new Traffic()
      traffic.add(socket)
      for (let count = 0; count < size; count++) socket.write(Buffer.alloc(1024 * 1024))
      const { sent } = traffic.bytes
      assert.isBelow(sent, size * 1024 * 1024)
      socket.destroy()
      await once(socket, 'close')
      assert.isAtLeast(traffic.bytes.sent, sent)
      assert.isBelow(traffic.bytes.sent, size * 1024 * 1024)
    })
  }
})
