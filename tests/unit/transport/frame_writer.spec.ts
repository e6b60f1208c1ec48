/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import { WebSocket, WebSocketServer } from 'ws'
import { FrameWriter } from '../../../src/transport/frame_writer.ts'

/** A writer, and what the browser at its other end has read. */
async function open(cleanup: (callback: () => void) => void, unsentBytes = 1_000_000_000) {
  const server = new WebSocketServer({ port: 0, perMessageDeflate: false })
  cleanup(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  await once(server, 'listening')
  const accepted = once(server, 'connection') as Promise<[WebSocket]>
  const { port } = server.address() as AddressInfo
  const browser = new WebSocket(`ws://127.0.0.1:${port}`, { maxPayload: 0 })
  const read: string[] = []
  browser.on('message', (data: Buffer) => read.push(data.toString()))
  const [[socket]] = await Promise.all([accepted, once(browser, 'open')])
  const { _socket: wire } = socket as unknown as { _socket: Duplex }
  let writes = 0
  const write = wire.write.bind(wire) as (...args: unknown[]) => boolean
  wire.write = ((...args: unknown[]) => {
    writes++
    return write(...args)
  }) as Duplex['write']
  let isSlow = false
  const writer = new FrameWriter(socket, wire, { unsentBytes, tooSlow: () => (isSlow = true) })
  return {
    writer,
    socket,
    browser,
    read,
    writes: () => writes,
    isSlow: () => isSlow,
    until: async (count: number) => {
      while (read.length < count) await once(browser, 'message')
    },
  }
}

test.group('Frame writer', () => {
  test('frames of any length and of any characters arrive whole and in order', async ({
    assert,
    cleanup,
  }) => {
    const { writer, read, until } = await open(cleanup)
    const lengths = [0, 1, 125, 126, 127, 255, 256, 65_535, 65_536, 65_537, 3_000_000]
    const texts = lengths.flatMap((length) => ['a'.repeat(length), `${'a'.repeat(length)}é😀`])
    for (const text of texts) writer.send(text)
    await until(texts.length)
    assert.deepEqual(read, texts)
  })

  test('the first of a turn leaves at once, the others of it in one write', async ({
    assert,
    cleanup,
  }) => {
    const { writer, until, read, writes } = await open(cleanup)
    for (let index = 0; index < 50; index++) writer.send(`${index}`)
    assert.equal(writes(), 1)
    await until(50)
    assert.equal(writes(), 2)
    writer.send('next')
    assert.equal(writes(), 3)
    await until(51)
    assert.equal(read[50], 'next')
  })

  test('what is due leaves before the socket is closed, and nothing after', async ({
    assert,
    cleanup,
  }) => {
    const { writer, socket, browser, read } = await open(cleanup)
    writer.send('first')
    writer.send('last')
    writer.flush()
    socket.close(4000, 'over')
    writer.send('late')
    writer.flush()
    const [code] = (await once(browser, 'close')) as [number]
    assert.equal(code, 4000)
    assert.deepEqual(read, ['first', 'last'])
  })

  test('a socket that goes away with frames that are due harms no other', async ({
    assert,
    cleanup,
  }) => {
    const [gone, other] = [await open(cleanup), await open(cleanup)]
    other.writer.send('at once')
    gone.writer.send('to nobody')
    other.writer.send('to the other')
    gone.socket.terminate()
    await other.until(2)
    assert.deepEqual(other.read, ['at once', 'to the other'])
  })

  test('a browser that reads too slowly is told apart', async ({ assert, cleanup }) => {
    const { writer, browser, isSlow } = await open(cleanup, 100_000)
    browser.pause()
    for (let index = 0; index < 400 && !isSlow(); index++) {
      writer.send('x'.repeat(100_000))
      await setImmediate()
    }
    assert.isTrue(isSlow())
  })

  test('a browser that reads too slowly is told apart by long frames of one turn', async ({
    assert,
    cleanup,
  }) => {
    const { writer, browser, isSlow } = await open(cleanup, 100_000)
    browser.pause()
    for (let index = 0; index < 10; index++) writer.send('x'.repeat(5_000_000))
    assert.isTrue(isSlow())
  })

  test('a browser that reads too slowly is told apart by short frames of one turn', async ({
    assert,
    cleanup,
  }) => {
    const { writer, browser, isSlow } = await open(cleanup, 100_000)
    browser.pause()
    for (let index = 0; index < 10_000 && !isSlow(); index++) writer.send('x'.repeat(5_000))
    assert.isTrue(isSlow())
  })

  test('frames short and long, of one turn and of the next, arrive in order', async ({
    assert,
    cleanup,
  }) => {
    const { writer, read, until } = await open(cleanup)
    const texts: string[] = []
    for (let index = 0; index < 500; index++) {
      const text = `${index} ${'x'.repeat((index * 7_919) % 20_000)}`
      texts.push(text)
      writer.send(text)
      if (index % 100 === 0) await setImmediate()
    }
    await until(texts.length)
    assert.deepEqual(read, texts)
  })
})
