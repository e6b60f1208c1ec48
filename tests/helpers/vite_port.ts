/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Server } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/** What `node ace serve` gives to Vite's socket when it is free, seconds before Vite listens there. */
const PREFERRED = 24678

/**
 * Starts a development server while the port that all of them prefer is taken, so that each gets one
 * of its own: two that start at once would both find it free, and the pages of one of them would
 * speak to the Vite of the other. Tests that run in several processes start theirs in turns.
 *
 * @param start - resolves once the server answers
 */
export async function withOwnVitePort<T>(start: () => Promise<T>): Promise<T> {
  const server = createServer()
  while (!(await listens(server))) await setTimeout(100)
  try {
    return await start()
  } finally {
    server.close()
  }
}

async function listens(server: Server): Promise<boolean> {
  try {
    await once(server.listen(PREFERRED), 'listening')
    return true
  } catch {
    return false
  }
}
