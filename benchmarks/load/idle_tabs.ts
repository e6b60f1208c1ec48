/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { startServer } from '../server_process.ts'
import { load } from './load.ts'
import type { LoadResult } from './load.ts'
import { loadPage, openTab, tabPeer } from './peers.ts'

/** Tabs that are opened at once. */
const AT_ONCE = 8

/** The registry looks for unused tabs every five seconds. */
const UNTIL_ASLEEP = 8_000

/** Tabs that make up for what is compiled and cached at the first use. */
const FIRST = 50

/** What tabs that do nothing cost the process of their server. */
export interface IdleTabs {
  /** Bytes of one of them. */
  heap: number
  external: number
  resident: number
  /** Latency of the events of another tab, before they were there and beside them. */
  alone: LoadResult
  beside: LoadResult
}

/** Opens tabs with a state of about 1 kB, and leaves them alone until they sleep. */
export async function idleTabs(count: number): Promise<IdleTabs> {
  const server = await startServer('reflex', { SLEEP_AFTER: '1s' })
  const sockets: WebSocket[] = []
  const open = async (more: number) => {
    let left = more
    const openSome = async () => {
      while (left-- > 0) {
        sockets.push(await openTab(server.port, await loadPage(server.port, '/note')))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, openSome))
    await setTimeout(UNTIL_ASLEEP)
  }
  const latency = () => load(() => tabPeer(server.port, 'BareState'), 1, 2)
  await open(FIRST)
  const alone = await latency()
  await setTimeout(UNTIL_ASLEEP)
  const before = await server.memory()
  await open(count)
  const after = await server.memory()
  const beside = await latency()
  for (const socket of sockets) socket.terminate()
  await server.stop()
  return {
    heap: (after.heapUsed - before.heapUsed) / count,
    external: (after.external - before.external) / count,
    resident: (after.rss - before.rss) / count,
    alone,
    beside,
  }
}
