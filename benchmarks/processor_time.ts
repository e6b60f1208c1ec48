/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { connectAll, run } from './load/load.ts'
import type { Peer } from './load/load.ts'
import type { ServerProcess } from './server_process.ts'

/** Seconds of one turn. */
const TURN = 0.5

/** How often each has its turn. The first one warms up. */
const TURNS = 8

/** Something that a server does for its connections. */
export interface Work {
  name: string
  server: ServerProcess
  connect: () => Promise<Peer>
  connections: number
}

/**
 * The processor time that servers need for one request, in microseconds: the least of several turns, which they take one after
 * the other. Unlike a latency, it hardly depends on what else the machine does.
 *
 * @returns by name
 */
export async function processorTimes(works: readonly Work[]): Promise<Map<string, number>> {
  const least = new Map<string, number>()
  for (let turn = 0; turn < TURNS; turn++) {
    for (const { name, server, connect, connections } of works) {
      // One that is kept until its next turn would be closed for doing nothing
      const peers = await connectAll(connect, connections)
      const before = await server.processorTime()
      const { length } = await run(peers, TURN)
      const each = ((await server.processorTime()) - before) / length
      for (const peer of peers) peer.close()
      if (turn > 0) least.set(name, Math.min(least.get(name) ?? Infinity, each))
    }
  }
  return least
}
