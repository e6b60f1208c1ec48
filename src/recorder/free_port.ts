/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

/** How many ports are tried. */
const TRIED = 50

/**
 * A port that nobody listens at.
 *
 * @param host - where it has to be free; everywhere by default
 * @param first - the port that is tried first, then those after it; 0 takes any
 * @returns undefined where none of the 50 ports from the first one on is free
 */
export async function freePort(host?: string, first = 0): Promise<number | undefined> {
  for (let tried = first; tried < first + TRIED; tried++) {
    const server = createServer()
    try {
      await once(server.listen(first === 0 ? 0 : tried, host), 'listening')
      return (server.address() as AddressInfo).port
    } catch {
      // Somebody else has it
    } finally {
      server.close()
    }
  }
  return undefined
}
