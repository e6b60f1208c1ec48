/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BLOCKED_QUERY } from '../protocol/main.ts'
import type { Environment } from './environment.ts'

/** Sockets in a row that did not open, after which the server is asked over HTTP. */
const FAILURES = 3

/** What a server answers to an ordinary request to the address of its sockets. */
const UPGRADE_REQUIRED = 426

/**
 * Finds out whether something between the browser and the server lets no sockets through: the server
 * answers over HTTP, and no socket opens.
 */
export class Blockade {
  #environment: Environment
  #url: string
  #found: () => void
  #failures = 0
  /** The server has answered over HTTP since the last socket failed. */
  #isThere = false
  #stands = false

  /**
   * @param socketUrl - address of the socket
   * @param found - hears that sockets are blocked
   */
  constructor(environment: Environment, socketUrl: string, found: () => void) {
    this.#environment = environment
    const url = new URL(socketUrl)
    url.protocol = url.protocol.replace(/^ws/, 'http')
    url.search = BLOCKED_QUERY
    this.#url = url.href
    this.#found = found
  }

  /** Whether sockets are blocked. */
  get stands(): boolean {
    return this.#stands
  }

  /** A socket is tried for. */
  tries(): void {
    this.#failures++
  }

  /** It has opened. */
  opened(): void {
    this.#failures = 0
    this.#isThere = false
    this.#stands = false
  }

  /** It is gone. */
  lost(): void {
    if (this.#failures < FAILURES) return
    // A server that has just begun would have opened this one
    if (!this.#isThere) return void this.#ask()
    if (this.#stands) return
    this.#stands = true
    this.#found()
  }

  async #ask(): Promise<void> {
    const { fetch } = this.#environment
    try {
      const answer = await fetch?.(this.#url, { cache: 'no-store', credentials: 'same-origin' })
      this.#isThere = answer?.status === UPGRADE_REQUIRED && this.#failures > 0
    } catch {
      // The server is not there
    }
  }
}
