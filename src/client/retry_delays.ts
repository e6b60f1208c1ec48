/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { CloseCode } from '../protocol/main.ts'
import type { Environment } from './environment.ts'

/** Milliseconds. */
const SHORTEST = 250
const LONGEST = 10_000

/** Until the server is asked again when somebody has signed in or out in another tab. */
const SESSION = 250

/**
 * How long the client waits until its next socket, in milliseconds: longer with each one that fails,
 * and anywhere in that time, so that clients do not come at once.
 */
export class RetryDelays {
  #environment: Pick<Environment, 'random'>
  #attempts = 0

  constructor(environment: Pick<Environment, 'random'>) {
    this.#environment = environment
  }

  /** @param code - by which the socket before was closed */
  next(code: number): number {
    const longest = Math.min(SHORTEST * 2 ** ++this.#attempts, LONGEST)
    const random = this.#environment.random()
    if (code === CloseCode.SessionChanged || code === CloseCode.SessionPending) {
      this.reset()
      return SESSION * (1 + random)
    }
    if (code === CloseCode.TooMuch || code === CloseCode.PageGone) {
      return LONGEST * (0.5 + random / 2)
    }
    return SHORTEST + (longest - SHORTEST) * random
  }

  /** The delays begin anew. */
  reset(): void {
    this.#attempts = 0
  }
}
