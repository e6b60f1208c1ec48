/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

/** A handler with an acknowledgement, as one writes it with socket.io. */
const server = createServer()
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false })
/** What the sockets of a room have in common. */
let shared = 0
io.on('connection', (socket) => {
  let count = 0
  socket.on('increment', (acknowledge: (answer: { count: number }) => void) => {
    acknowledge({ count: ++count })
  })
  void socket.join('room')
  socket.on('change', () => io.to('room').emit('changed', { count: ++shared }))
})
server.listen(0, '127.0.0.1', () =>
  process.send!({ listening: (server.address() as AddressInfo).port })
)
