/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { HANG, Violation } from './fuzz_server.ts'

/** Milliseconds after which who has sent half of something gives up. */
const PATIENCE = 50

/** What came back for bytes that were sent. */
export interface Reply {
  text: string
  /** HTTP status of the first response; undefined without one. */
  status: number | undefined
}

/**
 * Sends bytes over a connection of its own.
 *
 * @param isWhole - the bytes are a request that must be answered
 * @throws Violation when it is not
 */
export async function exchange(port: number, bytes: Uint8Array, isWhole: boolean): Promise<Reply> {
  const socket = connect(port, '127.0.0.1')
  const received = await sendAndReceive(socket, bytes, isWhole ? HANG : PATIENCE)
  const text = received.toString('latin1')
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(text) ?? []
  if (isWhole && status === undefined) throw new Violation(`No answer came, but: ${text}`)
  return { text, status: status === undefined ? undefined : Number(status) }
}

/** Gathers what comes until a response begins, the connection ends or the time is over. */
export function sendAndReceive(socket: Socket, bytes: Uint8Array, wait: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let timer: NodeJS.Timeout | undefined
    const finish = () => {
      clearTimeout(timer)
      // Half of the visitors leave without a word
      if (bytes.length % 2 === 0) socket.destroy()
      else socket.resetAndDestroy()
      resolve(Buffer.concat(chunks))
    }
    timer = setTimeout(finish, wait)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      if (Buffer.concat(chunks).includes('\r\n\r\n')) finish()
    })
    socket.on('error', () => {})
    socket.on('close', finish)
    socket.write(bytes)
  })
}
