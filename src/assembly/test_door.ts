/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { WebSocket } from 'ws'
import type { Visitor } from '../bridge/main.ts'
import type { PageRenderer } from '../ssr/main.ts'
import type { UserTransformer } from '../state/main.ts'
import type { Gateway } from '../transport/main.ts'
import { E_TEST_ONLY } from './exceptions.ts'
import type { Parts } from './parts.ts'

/**
 * What tests come in by, beside what a network brings: the parts that serve the application.
 */
export class TestDoor {
  /** What pages may know of a user. */
  readonly currentUser: UserTransformer
  #parts: Parts
  #gateway: () => Gateway

  /**
   * @param gateway - takes the sockets of the application
   * @throws E_TEST_ONLY outside of tests: whoever comes in here shows no origin and no host
   */
  constructor(parts: Parts, gateway: () => Gateway) {
    const { app, config } = parts.dependencies
    if (!app.inTest) throw new E_TEST_ONLY()
    this.currentUser = config.currentUser
    this.#parts = parts
    this.#gateway = gateway
  }

  /** Draws pages; undefined where they are drawn by browsers only. */
  get renderer(): PageRenderer | undefined {
    return this.#parts.renderer
  }

  /**
   * Serves a socket that no network has brought.
   *
   * @param visitor - the browser behind it
   */
  serve(socket: WebSocket, visitor: Visitor): void {
    this.#gateway().serve(socket, visitor)
  }
}
