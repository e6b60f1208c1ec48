/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Milliseconds that a refused socket has to read the answer and to end. */
const LINGER = 1_000

/** What the sender of a refused upgrade is told. */
export interface Refusal {
  status: number
  code: string
  message: string
}

/**
 * Node hands the socket of an upgrade over without a listener for errors, and an error that nobody
 * listens to ends the process: a connection that is reset is enough.
 */
export function expectErrors(socket: Duplex): void {
  socket.on('error', () => {})
}

/**
 * Answers an upgrade with a refusal and ends its socket, whether or not the other side ends it too.
 *
 * @param socket - of the upgrade, which has a listener for errors
 */
export function refuseUpgrade(socket: Duplex, { status, code, message }: Refusal): void {
  const text = JSON.stringify({ code, message })
  const cut = setTimeout(() => socket.destroy(), LINGER)
  socket.on('close', () => clearTimeout(cut))
  // What is left unread would make the system reset the connection, and the answer would be lost
  socket.resume()
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
  )
}
