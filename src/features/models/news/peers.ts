/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Change } from '../capture/main.ts'
import { everyTable } from '../capture/main.ts'
import { fromWire } from './wire.ts'
import type { ChangeMessage } from './wire.ts'

/** Milliseconds for which heartbeats tell of a change. */
export const TOLD_FOR = 60_000

/** What is known of another process. */
interface Peer {
  /** The versions of which it has told, by table. */
  versions: Map<string, number>
  connections: Set<string>
  heardAt: number
}

/** All rows of a table. */
function wholeTable(connection: string, table: string): Change {
  return { ...everyTable(connection), table }
}

/** Finds out from the messages of other processes what they have changed, and which messages did not arrive. */
export class Peers {
  readonly #peers = new Map<string, Peer>()
  readonly #beganAt: number

  /** @param beganAt - when this process began to listen */
  constructor(beganAt: number) {
    this.#beganAt = beganAt
  }

  /** What a message says was changed, and what others must have said that were lost. */
  hear(message: ChangeMessage, now: number): Change[] {
    const { p, c = [], v, up = 0, on = [], bye } = message
    const known = this.#peers.get(p)
    const peer: Peer = known ?? { versions: new Map(), connections: new Set(), heardAt: now }
    peer.heardAt = now
    for (const connection of on) peer.connections.add(connection)
    const changes = c.map(fromWire)
    // It was there all the time, and nothing of it came: what it has told long ago is not in its heartbeats
    const isLate = known === undefined && up > TOLD_FOR && now - this.#beganAt > TOLD_FOR
    if (isLate) changes.push(...on.map(everyTable))

    for (const [connection, table, version] of v) {
      const name = `${connection}\n${table}`
      const expected = (peer.versions.get(name) ?? 0) + (c.length > 0 ? 1 : 0)
      if (version > expected) changes.push(wholeTable(connection, table))
      peer.versions.set(name, Math.max(version, peer.versions.get(name) ?? 0))
      peer.connections.add(connection)
    }
    if (bye) this.#peers.delete(p)
    else this.#peers.set(p, peer)
    return changes
  }

  /**
   * Forgets processes of which nothing was heard, and that have not said goodbye: what they told last may be lost.
   *
   * @param since - a time
   * @returns what they may have changed
   */
  forgetSilent(since: number): Change[] {
    const changes: Change[] = []
    for (const [id, { heardAt, connections }] of this.#peers) {
      if (heardAt >= since) continue
      this.#peers.delete(id)
      changes.push(...[...connections].map(everyTable))
    }
    return changes
  }
}
