/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { answerFigures } from './answer_figures.js'

/** The least that a socket can do: parse JSON and send JSON. */
const server = createServer()
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as { id: number }
    socket.send(JSON.stringify({ id: frame.id, count: 1 }))
  })
})
answerFigures()
server.listen(0, '127.0.0.1', () =>
  process.send!({ listening: (server.address() as AddressInfo).port })
)
