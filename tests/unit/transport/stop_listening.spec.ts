/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createServer } from 'node:http'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { stopListening } from '../../../src/transport/stop_listening.ts'

const POST = 'POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx'

/** A server that is busy for a while with each request. */
async function listen(busy = 0) {
  const server = createServer((request, reply) => {
    const end = performance.now() + busy
    while (performance.now() < end);
    request.resume().on('end', () => reply.end('Done'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { server, open: () => connect(port, '127.0.0.1') }
}

/** What a server has answered on a connection; what went wrong otherwise. */
function answerOf(socket: Socket): Promise<string> {
  return text(socket).then(
    (answer) => answer.split('\r\n', 1)[0],
    (error: NodeJS.ErrnoException) => error.code ?? error.message
  )
}

/** The system has connected them then, and the server has not accepted them. */
const connected = () => new Promise<void>((resolve) => process.nextTick(resolve))

test.group('A server that stops listening', () => {
  test('answers all that have connected and are not accepted yet', async ({ assert }) => {
    const { server, open } = await listen()
    const answers = Array.from({ length: 50 }, () => {
      const socket = open()
      socket.write(POST)
      return answerOf(socket)
    })
    await connected()
    await stopListening(server)
    assert.deepEqual([...new Set(await Promise.all(answers))], ['HTTP/1.1 200 OK'])
    assert.isFalse(server.listening)
  })

  test('answers who connects while it is busy with requests', async ({ assert }) => {
    const { server, open } = await listen(5)
    const answers: Promise<string>[] = []
    const more = (count: number) => {
      const socket = open()
      socket.write(POST)
      answers.push(answerOf(socket))
      // The next one connects when the server has just read this one
      if (count > 1) server.once('request', () => more(count - 1))
    }
    more(20)
    await connected()
    await stopListening(server)
    assert.lengthOf(answers, 20)
    assert.deepEqual([...new Set(await Promise.all(answers))], ['HTTP/1.1 200 OK'])
  })

  test('answers who was accepted and asks later, and refuses who comes later', async ({
    assert,
  }) => {
    const { server, open } = await listen()
    const early = open()
    await once(server, 'connection')
    await stopListening(server)
    assert.equal(await answerOf(open()), 'ECONNREFUSED')
    early.write(POST)
    assert.equal(await answerOf(early), 'HTTP/1.1 200 OK')
  })

  test('may be closed again, which waits for what is under way', async ({ assert }) => {
    const { server, open } = await listen()
    const socket = open()
    await once(server, 'connection')
    await stopListening(server)
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    socket.write(POST)
    assert.equal(await answerOf(socket), 'HTTP/1.1 200 OK')
    await closed
    // And once more when nothing is
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })

  test('stops although it is never without work', async ({ assert, cleanup }) => {
    const { server } = await listen()
    let isOver = false
    cleanup(() => void (isOver = true))
    const work = () => {
      const end = performance.now() + 1
      while (performance.now() < end);
      if (!isOver) setImmediate(work)
    }
    work()
    await stopListening(server)
    assert.isFalse(server.listening)
  })
})
