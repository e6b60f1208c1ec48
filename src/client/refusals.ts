/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { CloseCode } from '../protocol/main.ts'
import type { Environment } from './environment.ts'
import { mayReload } from './reload.ts'

/** Codes by which a server says that it has nothing for this document: a new one would be a cure. */
const REFUSALS: ReadonlySet<number> = new Set([
  CloseCode.BadHello,
  CloseCode.TokenRefused,
  CloseCode.OtherBuild,
  CloseCode.VersionMismatch,
])

/** Sockets that are refused before the document is loaded again: while a build or a key is replaced, others are there. */
const TRIES = 3

/** Sockets that are refused before the document is loaded again although somebody types. */
const MOST_TRIES = 20

/** Milliseconds without a key after which nobody types. */
const CALM = 1_500

/** What is to be done about a refusal. */
export type Remedy = 'retry' | 'reload' | 'stop'

/**
 * Decides what becomes of a document that a server has nothing for. Another process may have, and
 * otherwise a new document: at a moment in which nobody types, and never in a loop.
 */
export class Refusals {
  #environment: Environment
  #count = 0

  constructor(environment: Environment) {
    this.#environment = environment
  }

  /** Whether a server closes with this code because it has nothing for the document. */
  includes(code: number): boolean {
    return REFUSALS.has(code)
  }

  /**
   * Another socket was refused.
   *
   * @param typedAt - when something was typed last, in milliseconds since the epoch
   */
  remedy(typedAt: number): Remedy {
    const count = ++this.#count
    if (count <= TRIES) return 'retry'
    const isCalm = this.#environment.now() - typedAt >= CALM
    if (!isCalm && count <= MOST_TRIES) return 'retry'
    const verdict = mayReload(this.#environment)
    return verdict === 'now' ? 'reload' : verdict === 'later' ? 'retry' : 'stop'
  }

  /** A server has taken the document. */
  end(): void {
    this.#count = 0
  }
}
