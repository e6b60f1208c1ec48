/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Duplex } from 'node:stream'

/** What sockets of the system count by themselves. */
interface Counting {
  bytesRead?: number
  bytesWritten?: number
  /** What waits in the process is counted as written, and is not sent where the socket is destroyed. */
  writableLength?: number
}

function bytesOf({ bytesRead = 0, bytesWritten = 0, writableLength = 0 }: Counting) {
  return { received: bytesRead, sent: bytesWritten - writableLength }
}

/**
 * Counts the bytes of sockets, without a look at what passes: the sockets have counted.
 */
export class Traffic {
  #open = new Set<() => { received: number; sent: number }>()
  #received = 0
  #sent = 0

  /** Counts a socket from now on, until it closes. */
  add(socket: Duplex): void {
    const counting = socket as Counting
    // The head of its upgrade, and what came before on its connection, is HTTP
    const before = bytesOf(counting)
    const read = () => {
      const { received, sent } = bytesOf(counting)
      return { received: received - before.received, sent: sent - before.sent }
    }
    this.#open.add(read)
    socket.on('close', () => {
      if (!this.#open.delete(read)) return
      const { received, sent } = read()
      this.#received += received
      this.#sent += sent
    })
  }

  get bytes(): { received: number; sent: number } {
    let received = this.#received
    let sent = this.#sent
    for (const read of this.#open) {
      const bytes = read()
      received += bytes.received
      sent += bytes.sent
    }
    return { received, sent }
  }
}
