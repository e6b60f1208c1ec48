/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ServerResponse } from 'node:http'

/** Looks at how far a response has come, in the time that it may stand still. */
const LOOKS = 4

/**
 * Ends a response whose reader has taken nothing for a while, so that what it reads from is closed.
 *
 * @param stallAfter - milliseconds
 */
export function endWhenStalled(reply: ServerResponse, stallAfter: number): void {
  let taken = -1
  let looks = 0
  const timer = setInterval(() => {
    const now = reply.socket?.bytesWritten ?? 0
    looks = now === taken ? looks + 1 : 0
    taken = now
    if (looks >= LOOKS) reply.destroy()
  }, stallAfter / LOOKS)
  reply.once('close', () => clearInterval(timer))
}
