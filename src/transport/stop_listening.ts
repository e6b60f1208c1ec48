/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Server as HttpServer } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import { setImmediate } from 'node:timers/promises'

/** Milliseconds of a turn of the event loop in which hardly anybody can have connected. */
const SHORT_TURN = 0.2

/** Milliseconds after which a server that never has such a turn stops all the same. */
const LIMIT = 1_000

/**
 * Stops listening once all that have connected are accepted. Who has connected and is not accepted yet would be reset
 * by the system, and a proxy repeats no POST that it has sent: it cannot know that nobody has read it.
 */
export async function stopListening(server: HttpServer | HttpsServer): Promise<void> {
  let accepted = 0
  const count = () => void accepted++
  server.on('connection', count)
  // Between two of these, but not before the first, the event loop has looked for who has connected
  await setImmediate()
  const start = performance.now()
  for (let before = start; ;) {
    accepted = 0
    await setImmediate()
    const now = performance.now()
    if ((accepted === 0 && now - before < SHORT_TURN) || now - start > LIMIT) break
    before = now
  }
  server.off('connection', count)
  if (server.listening) server.close()
}
